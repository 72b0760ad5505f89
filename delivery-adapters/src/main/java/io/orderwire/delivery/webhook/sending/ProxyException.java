package io.orderwire.delivery.webhook.sending;

import java.io.IOException;

/** The egress proxy gave no connection. What it says of it is never the endpoint's answer. */
final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  ProxyException(String message) {
    super(message);
  }

  ProxyException(String message, Throwable cause) {
    super(message + ": " + cause, cause);
  }
}
