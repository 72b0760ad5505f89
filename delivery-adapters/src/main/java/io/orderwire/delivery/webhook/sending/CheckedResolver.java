package io.orderwire.delivery.webhook.sending;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The resolver of the connections. The addresses that it gives are the ones that are connected to,
 * and a name is refused altogether if one of its addresses is.
 */
final class CheckedResolver implements DnsResolver {
  private final Lookups lookups;
  private final AddressRules rules;
  private final Duration patience;

  CheckedResolver(Lookups lookups, AddressRules rules, Duration patience) {
    this.lookups = lookups;
    this.rules = rules;
    this.patience = patience;
  }

  /**
   * A name's addresses, all of them checked. Waits no longer than the call's deadline.
   *
   * @throws AddressNotAllowedException if one of them must not be connected to
   * @throws UnknownHostException if there are none in time
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = lookups.addresses(host, Deadline.shortened(patience));
    for (InetAddress address : addresses) {
      Optional<String> refusal = rules.refusal(address);
      if (refusal.isPresent()) {
        throw new AddressNotAllowedException(host, refusal.get());
      }
    }
    return addresses.toArray(InetAddress[]::new);
  }

  /** The name itself: no name is asked for behind another. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
