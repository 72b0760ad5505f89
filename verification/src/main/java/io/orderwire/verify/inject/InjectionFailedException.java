package io.orderwire.verify.inject;

import org.jspecify.annotations.Nullable;

/** A process could not be harmed or healed as planned, so the run says nothing. */
public final class InjectionFailedException extends RuntimeException {
  InjectionFailedException(String message, @Nullable Throwable cause) {
    super(message + (cause == null ? "" : ": " + cause), cause);
  }
}
