package io.orderwire.delivery.webhook.sending;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name. May block for as long as it likes. */
@FunctionalInterface
public interface NameLookup {
  /** The operating system's. */
  NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * The addresses of a name, or of an address as text.
   *
   * @throws UnknownHostException if there are none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
