package io.orderwire.delivery.webhook.sending;

import java.net.UnknownHostException;

/** A name, or a connection, leads to an address that must not be connected to. */
final class AddressNotAllowedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  AddressNotAllowedException(String host, String kind) {
    super(host + " leads to " + kind);
  }
}
