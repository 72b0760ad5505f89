package io.orderwire.delivery.sse;

import java.util.Locale;

/** Why the service ends a connection. */
enum End {
  /** The service stops. */
  SHUTDOWN,
  /** It is as old as it may become. */
  MAX_AGE,
  /** The caller is not let in any more. */
  NOT_ALLOWED,
  /** The caller's key or token has expired; it may come back with a new one. */
  CREDENTIAL_EXPIRED,
  /** What the cursor names is not kept any more. */
  EXPIRED,
  /** The history has moved to another instance. */
  MOVED;

  /** As a {@code goaway} says it. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
