package io.orderwire.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * The registry, or something in front of it, refused: wrong credentials, no rights, a wrong URL, an
 * answer that is not the API's. It says nothing about the data; once an operator has put it right,
 * the same data may pass.
 */
public final class RegistryRefusedException extends RegistryUnavailableException {
  RegistryRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
