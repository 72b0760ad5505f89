package io.orderwire.delivery.webhook.sending;

import inet.ipaddr.ipv6.IPv6Address;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/** What tunnels through the egress proxy have in common. Safe for use by many threads. */
final class Tunnels {
  private final EgressProxy proxy;
  private final AddressRules rules;
  private final Lookups lookups;
  private final TlsSocketStrategy tls;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Tunnels.
   *
   * @param rules for the addresses of endpoints, not for the proxy's own
   * @param lookups for the proxy's own addresses
   * @param tls for connections to the proxy
   */
  Tunnels(EgressProxy proxy, AddressRules rules, Lookups lookups, TlsSocketStrategy tls) {
    this.proxy = proxy;
    this.rules = rules;
    this.lookups = lookups;
    this.tls = tls;
  }

  /**
   * What the proxy is asked for: the address that is checked here, or the name where the proxy
   * resolves.
   */
  String authority(SocketAddress endpoint) throws AddressNotAllowedException {
    if (proxy.resolves() && endpoint instanceof InetSocketAddress name && name.isUnresolved()) {
      return name.getHostString() + ":" + name.getPort();
    }
    InetSocketAddress checked = CheckedSocket.checked(endpoint, rules);
    InetAddress address = checked.getAddress();
    String text =
        address instanceof Inet6Address
            ? "[" + new IPv6Address(address.getAddress()).toCanonicalString() + "]"
            : address.getHostAddress();
    return text + ":" + checked.getPort();
  }

  /** The request for a tunnel. */
  String request(String authority) {
    return "CONNECT "
        + authority
        + " HTTP/1.1\r\nHost: "
        + authority
        + "\r\n"
        + proxy.authorization().map(value -> "Proxy-Authorization: " + value + "\r\n").orElse("")
        + "\r\n";
  }

  /** The address of the proxy to connect to now. */
  InetSocketAddress proxyAddress(Duration patience) throws UnknownHostException {
    Optional<InetAddress> literal = AddressLiterals.address(proxy.host());
    List<InetAddress> addresses =
        literal.isPresent()
            ? List.of(literal.get())
            : lookups.addresses(proxy.host(), Deadline.shortened(patience));
    return new InetSocketAddress(
        addresses.get(Math.floorMod(turn.get(), addresses.size())), proxy.port());
  }

  /** It could not be connected to: the next connection takes the next of its addresses. */
  void takeNextAddress() {
    turn.incrementAndGet();
  }

  /** Puts TLS over a connection to the proxy, or nothing where it is spoken to without. */
  Socket encrypted(Socket connected) throws IOException {
    return proxy.tls()
        ? tls.upgrade(connected, proxy.host(), proxy.port(), null, HttpClientContext.create())
        : connected;
  }
}
