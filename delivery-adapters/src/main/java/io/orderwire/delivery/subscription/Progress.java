package io.orderwire.delivery.subscription;

import io.orderwire.delivery.history.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/**
 * How far a subscription has come that may deliver out of sequence: everything up to {@code
 * position} is settled, and so is what {@code done} names above it. Times are in whole
 * milliseconds, as they are stored, so that what is read back equals what was written.
 *
 * @param position the last item below which nothing is open
 * @param previous the last item at or below {@code position} that passed the subscription's filter;
 *     {@link Position#START} for none
 * @param done settled items above {@code position}, ascending, disjoint, not adjacent
 * @param retries items that failed and will be tried again, ascending by sequence
 * @param parked items that were given up until the partner asks for them, ascending by sequence;
 *     they count as settled
 */
public record Progress(
    Position position,
    Position previous,
    List<Range> done,
    List<Retry> retries,
    List<Parked> parked) {

  /** Makes the lists unmodifiable. */
  public Progress {
    done = List.copyOf(done);
    retries = List.copyOf(retries);
    parked = List.copyOf(parked);
  }

  /** The same, with each retry due by so much later; earlier where that is negative. */
  public Progress dueLater(Duration by) {
    return by.isZero() ? this : dueAt(retry -> retry.dueAt().plus(by));
  }

  /**
   * The same as it is to be gone on from by an instance whose clock may be another: nothing waits
   * longer than it was to wait when this was stored.
   *
   * @param storedAt when it was stored, by the clock by which retries are due
   * @param now the time by the clock of who goes on
   */
  public Progress resumed(Instant storedAt, Instant now) {
    return dueAt(
        retry -> {
          Instant latest = now.plus(positive(Duration.between(storedAt, retry.dueAt())));
          return retry.dueAt().isAfter(latest) ? latest : retry.dueAt();
        });
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private Progress dueAt(Function<Retry, Instant> time) {
    return new Progress(
        position,
        previous,
        done,
        retries.stream()
            .map(
                retry ->
                    new Retry(
                        retry.sequence(),
                        retry.lastSequence(),
                        retry.attempts(),
                        time.apply(retry),
                        retry.failingSince()))
            .toList(),
        parked);
  }

  /** Progress that begins behind an item. */
  public static Progress at(Position position) {
    return new Progress(position, Position.START, List.of(), List.of(), List.of());
  }

  /**
   * Sequences from {@code first} to {@code last}, both included.
   *
   * @param first at least 1
   * @param last at least {@code first}
   */
  public record Range(long first, long last) {
    /** Checks the bounds. */
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("not a range of sequences: " + first + " to " + last);
      }
    }
  }

  /**
   * A delivery that failed and is due again.
   *
   * @param sequence its first item
   * @param lastSequence its last item; equal to {@code sequence} where it is no batch
   * @param attempts how many attempts were made, at least 1
   * @param dueAt when the next one is due
   * @param failingSince when the first one failed
   */
  public record Retry(
      long sequence, long lastSequence, int attempts, Instant dueAt, Instant failingSince) {
    /** Cuts the times to milliseconds. */
    public Retry {
      dueAt = dueAt.truncatedTo(ChronoUnit.MILLIS);
      failingSince = failingSince.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /**
   * An item that was given up.
   *
   * @param position the item
   * @param attempts how many attempts were made
   * @param parkedAt when it was given up
   */
  public record Parked(Position position, int attempts, Instant parkedAt) {
    /** Cuts the time to milliseconds. */
    public Parked {
      parkedAt = parkedAt.truncatedTo(ChronoUnit.MILLIS);
    }
  }
}
