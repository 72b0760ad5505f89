package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.Position;

/**
 * What is known of one partner's history at one moment. Immutable.
 *
 * @param segments which epoch holds where
 * @param oldest the oldest kept sequence, at least 1
 * @param contiguous up to here every kept item is there; at least {@code oldest - 1}
 * @param seen the highest sequence that was seen in an epoch that holds there, at least {@code
 *     contiguous}
 * @param incident the lowest sequence whose content is not agreed on, or {@link #NONE}
 * @param erasures how many items were erased that are shown, since the table was opened
 */
record PartnerView(
    Segments segments, long oldest, long contiguous, long seen, long incident, long erasures) {
  /** No incident. */
  static final long NONE = Long.MAX_VALUE;

  /** Nothing was ever seen of the partner. */
  static final PartnerView EMPTY = new PartnerView(Segments.FIRST, 1, 0, 0, NONE, 0);

  PartnerView {
    if (oldest < 1 || contiguous < oldest - 1 || seen < contiguous) {
      throw new IllegalArgumentException(
          "oldest %d, contiguous %d, seen %d".formatted(oldest, contiguous, seen));
    }
  }

  /** The newest sequence that is shown. */
  long newest() {
    return Math.max(oldest - 1, Math.min(contiguous, incident - 1));
  }

  /** Whether items are missing below one that is there. */
  boolean hasGap() {
    return seen > contiguous;
  }

  /** Whether content is not agreed on. */
  boolean hasIncident() {
    return incident != NONE;
  }

  /**
   * What is shown.
   *
   * @param complete whether all is read that was written, so that a gap is not one that fills
   */
  Extent extent(boolean complete) {
    long newest = newest();
    return new Extent(
        new Position(segments.epochAt(oldest), oldest),
        new Position(segments.epochAt(newest), newest),
        hasIncident() || (complete && hasGap()));
  }

  PartnerView withContiguous(long to) {
    return new PartnerView(segments, oldest, to, Math.max(seen, to), incident, erasures);
  }

  PartnerView withSeen(long sequence) {
    return sequence <= seen
        ? this
        : new PartnerView(segments, oldest, contiguous, sequence, incident, erasures);
  }

  /** Another object that says the same, but that an item is shown as erased from now on. */
  PartnerView withErasure() {
    return new PartnerView(segments, oldest, contiguous, seen, incident, erasures + 1);
  }

  PartnerView withIncident(long sequence) {
    return new PartnerView(segments, oldest, contiguous, seen, sequence, erasures);
  }

  /** Trimmed below a sequence; never back. */
  PartnerView withOldest(long sequence) {
    if (sequence <= oldest) {
      return this;
    }
    long reached = Math.max(contiguous, sequence - 1);
    return new PartnerView(
        segments, sequence, reached, Math.max(seen, reached), incident, erasures);
  }

  /**
   * With what a header says. What is contiguous and seen beyond the start of its epoch has to be
   * found anew. The oldest moves back only where a new epoch begins before it; the headers of
   * earlier epochs say nothing about it any more.
   */
  PartnerView withHeader(int epoch, long firstSequence, long oldestSequence) {
    Segments other = segments.with(epoch, firstSequence);
    long from = oldest;
    if (epoch > segments.highestKnown()) {
      from = oldestSequence;
    } else if (epoch == segments.highestKnown()) {
      from = Math.max(oldest, oldestSequence);
    }
    long upTo = other.equals(segments) ? contiguous : Math.min(contiguous, firstSequence - 1);
    long kept = Math.max(from - 1, upTo);
    return new PartnerView(other, from, kept, kept, incident, erasures);
  }
}
