package io.orderwire.delivery.webhook.signing;

/**
 * A stored secret cannot be opened: its operator's key is missing, or it is not what was sealed.
 * The message holds ids only.
 */
public final class SealedSecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealedSecretException(String message) {
    super(message);
  }
}
