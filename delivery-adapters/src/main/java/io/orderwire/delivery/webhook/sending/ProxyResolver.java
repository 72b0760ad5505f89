package io.orderwire.delivery.webhook.sending;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/** Leaves names to a proxy that resolves them: nothing is looked up here. */
final class ProxyResolver implements DnsResolver {
  /** The name itself; or an address, where the host is one. */
  @Override
  public List<InetSocketAddress> resolve(String host, int port) {
    return List.of(
        AddressLiterals.address(host)
            .map(address -> new InetSocketAddress(address, port))
            .orElseGet(() -> InetSocketAddress.createUnresolved(host, port)));
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    throw new UnknownHostException("the egress proxy resolves " + host);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
