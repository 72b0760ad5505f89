package io.orderwire.delivery.sse;

import io.orderwire.delivery.http.Authenticator.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How long a connection goes on, and when it needs a heartbeat. For one thread at a time. */
final class Lifetime {
  /** How long no instance may be known to have the history before the client is sent to look. */
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(10);

  private final StreamSettings settings;
  private final Limits limits;
  private final long began;
  private long checked;
  private long written;
  private @Nullable Long awaySince;

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
   * @param standing whether the caller is still let in
   * @param closing whether the service stops
   */
  record Limits(Duration maxAge, Supplier<Standing> standing, BooleanSupplier closing) {}

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
      return switch (limits.standing().get()) {
        case ALLOWED -> Optional.empty();
        case EXPIRED -> Optional.of(End.CREDENTIAL_EXPIRED);
        case REFUSED -> Optional.of(End.NOT_ALLOWED);
      };
    }
    return Optional.empty();
  }

  /** Whether nobody has had the history here for so long that the client is to look elsewhere. */
  boolean isAwayTooLong(long now) {
    if (awaySince == null) {
      awaySince = now;
    }
    return now - awaySince >= LONGEST_AWAY.toNanos();
  }

  /** The history is here, or is being read here. */
  void cameBack() {
    awaySince = null;
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
