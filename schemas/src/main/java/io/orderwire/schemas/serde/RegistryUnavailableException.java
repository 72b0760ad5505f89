package io.orderwire.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * The registry gave no answer to the question, so nothing is known about the data: it was away
 * after all retries, the thread was interrupted (its interrupt flag is set), or it refused ({@link
 * RegistryRefusedException}).
 */
public sealed class RegistryUnavailableException extends AvroSerdeException
    permits RegistryRefusedException {
  RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isRetriable() {
    return true;
  }
}
