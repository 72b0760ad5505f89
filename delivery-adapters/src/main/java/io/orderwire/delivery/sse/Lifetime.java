package io.orderwire.delivery.sse;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How long a connection goes on, and when it needs a heartbeat. For one thread at a time. */
final class Lifetime {
  private final StreamSettings settings;
  private final Limits limits;
  private final long began;
  private long checked;
  private long written;

  /** Begins now. */
  Lifetime(StreamSettings settings, Limits limits, long now) {
    this.settings = settings;
    this.limits = limits;
    began = now;
    checked = now;
    written = now;
  }

  /**
   * What ends a connection beside its client.
   *
   * @param maxAge how old it may become
   * @param allowed whether the caller is still let in
   * @param closing whether the service stops
   */
  record Limits(Duration maxAge, BooleanSupplier allowed, BooleanSupplier closing) {}

  /** Whether it has to end now, and why. */
  Optional<End> end(long now) {
    if (limits.closing().getAsBoolean()) {
      return Optional.of(End.SHUTDOWN);
    }
    if (now - began >= limits.maxAge().toNanos()) {
      return Optional.of(End.MAX_AGE);
    }
    if (now - checked >= settings.recheck().toNanos()) {
      checked = now;
      if (!limits.allowed().getAsBoolean()) {
        return Optional.of(End.NOT_ALLOWED);
      }
    }
    return Optional.empty();
  }

  /** Something was written. */
  void wrote(long now) {
    written = now;
  }

  /** Whether nothing was written for too long. */
  boolean needsHeartbeat(long now) {
    return now - written >= settings.heartbeat().toNanos();
  }

  /** When to look again at the latest. */
  long nextLook(long now) {
    return Math.min(written + settings.heartbeat().toNanos(), now + settings.recheck().toNanos());
  }
}
