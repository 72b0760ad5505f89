package io.orderwire.delivery.issuer;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, as it told them last. They are asked for from time to time, and at once where
 * a token names one that is not known; but never more often than {@link KeyTimes#askAgain}, or
 * tokens with made-up names would have us attack the issuer. An answer replaces all keys of before.
 * While the issuer is away, keys go on for {@link KeyTimes#keep}.
 *
 * <p>Safe for use by many threads.
 */
public final class IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final KeySource source;
  private final KeyTimes times;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable Held held;
  private volatile @Nullable Instant askedAt;

  /** None yet: {@link #refresh} has to be called now and then. */
  public IssuerKeys(KeySource source, KeyTimes times, InstantSource clock) {
    this.source = source;
    this.times = times;
    this.clock = clock;
  }

  private record Held(SigningKeys keys, Instant since) {}

  /** What was found. */
  sealed interface Found {
    /** The key. */
    record Known(SigningKey key) implements Found {}

    /** The issuer has no such key. */
    record Unknown() implements Found {}

    /** Nothing is known of the issuer's keys; worth asking again after a while. */
    record Away(Duration retryAfter) implements Found {}
  }

  /** A key by its name. Asks the issuer where it is not known, and blocks for that. */
  Found find(String kid, Algorithm algorithm) throws InterruptedException {
    Held before = current();
    Optional<SigningKey> known = find(before, kid, algorithm);
    if (known.isEmpty()) {
      askUnlessOthersDo(before);
      before = current();
      known = find(before, kid, algorithm);
    }
    if (known.isPresent()) {
      return new Found.Known(known.get());
    }
    return before == null ? new Found.Away(times.askAgain()) : new Found.Unknown();
  }

  private static Optional<SigningKey> find(@Nullable Held in, String kid, Algorithm algorithm) {
    return in == null ? Optional.empty() : in.keys().find(kid, algorithm);
  }

  /** Whether the issuer still has this key, as far as is known. Does not block. */
  boolean has(String thumbprint) {
    Held now = current();
    return now != null && now.keys().has(thumbprint);
  }

  /**
   * Asks the issuer if it is time to. Blocks; to be called about every second.
   *
   * @throws InterruptedException if interrupted while asking
   */
  public void refresh() throws InterruptedException {
    Held now = current();
    if (now == null || !clock.instant().isBefore(now.since().plus(times.refresh()))) {
      askUnlessOthersDo(now);
    }
  }

  /** How old the issuer's last answer is; empty where none is good any more. */
  public Optional<Duration> age() {
    Held now = current();
    return now == null
        ? Optional.empty()
        : Optional.of(Duration.between(now.since(), clock.instant()));
  }

  /** How often the issuer did not answer, or not with keys. */
  public long failures() {
    return failures.get();
  }

  private @Nullable Held current() {
    Held now = held;
    return now == null || clock.instant().isAfter(now.since().plus(times.keep())) ? null : now;
  }

  private void askUnlessOthersDo(@Nullable Held seen) throws InterruptedException {
    if (!asking.tryLock(times.longestWait().toNanos(), NANOSECONDS)) {
      return;
    }
    try {
      Instant now = clock.instant();
      Instant last = askedAt;
      boolean isEarly = last != null && now.isBefore(last.plus(times.askAgain()));
      if (Objects.equals(seen, current()) && !isEarly) {
        askedAt = now;
        ask(now);
      }
    } finally {
      asking.unlock();
    }
  }

  private void ask(Instant now) throws InterruptedException {
    try {
      SigningKeys keys = SigningKeys.parse(source.fetch());
      Held before = held;
      held = new Held(keys, now);
      if (before == null || !before.keys().thumbprints().equals(keys.thumbprints())) {
        LOG.info("The issuer's keys are now {}", keys.thumbprints());
      }
    } catch (ParseException e) {
      // Whose message may quote what was sent.
      failed("the answer is no key set");
    } catch (IOException e) {
      failed(e.getMessage());
    }
  }

  private void failed(@Nullable String why) {
    failures.incrementAndGet();
    LOG.warn(
        "The issuer's keys could not be read, {}: {}",
        age()
            .map(age -> "those of " + age.toSeconds() + " s ago go on")
            .orElse("and none are held"),
        why);
  }
}
