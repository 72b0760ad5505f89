package io.orderwire.delivery.webhook.sending;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * A socket that connects only to what the rules allow, whoever asks: the last check, behind the
 * resolver's. It ignores the JVM's settings of a SOCKS proxy, which would connect instead of it.
 */
final class CheckedSocket extends Socket {
  private final AddressRules rules;

  CheckedSocket(AddressRules rules) {
    super(Proxy.NO_PROXY);
    this.rules = rules;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
    super.connect(checked(endpoint, rules), timeoutMillis);
  }

  /**
   * What may be connected to.
   *
   * @throws AddressNotAllowedException if it is no address, or one that the rules refuse
   */
  static InetSocketAddress checked(SocketAddress endpoint, AddressRules rules)
      throws AddressNotAllowedException {
    if (!(endpoint instanceof InetSocketAddress target) || target.isUnresolved()) {
      throw new AddressNotAllowedException(endpoint.toString(), "no address");
    }
    Optional<String> refusal = rules.refusal(target.getAddress());
    if (refusal.isPresent()) {
      throw new AddressNotAllowedException(target.getHostString(), refusal.get());
    }
    return target;
  }
}
