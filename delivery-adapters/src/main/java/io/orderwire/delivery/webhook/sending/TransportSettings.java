package io.orderwire.delivery.webhook.sending;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How requests are sent.
 *
 * @param http whether endpoints may have http URLs beside https; by default not
 * @param ports the ports that endpoints may have; empty for any; by default 443 and 8443
 * @param openedNetworks networks in CIDR notation that may be connected to although they are not
 *     part of the public internet; by default none
 * @param connectTimeout for a connection, with the way through a proxy, and again for its TLS
 *     handshake, 10 ms to 30 s; by default 5 s
 * @param lookupTimeout for a name's addresses, 10 ms to 30 s; by default 5 s
 * @param lookupThreads the most lookups at once, 1 to 256; by default 16
 * @param lookupKeep how long a name's addresses are kept, 0 to 5 min; by default 30 s
 * @param idleTimeout how long an unused connection is kept, at most 5 min; by default 30 s
 * @param connectionAge how long a connection is used at most, at most 1 h; by default 5 min. A
 *     changed address or certificate is noticed after this time
 * @param proxy through which all requests leave; by default none
 */
public record TransportSettings(
    boolean http,
    Set<Integer> ports,
    List<String> openedNetworks,
    Duration connectTimeout,
    Duration lookupTimeout,
    int lookupThreads,
    Duration lookupKeep,
    Duration idleTimeout,
    Duration connectionAge,
    Optional<EgressProxy> proxy) {

  /** What holds where an operator says nothing. */
  public static final TransportSettings DEFAULT =
      new TransportSettings(
          false,
          Set.of(443, 8443),
          List.of(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          16,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Optional.empty());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a value is outside of them
   */
  public TransportSettings {
    ports = Set.copyOf(ports);
    openedNetworks = List.copyOf(openedNetworks);
    ports.forEach(port -> check("ports", port, 1, 65_535));
    openedNetworks.forEach(SpecialNetworks::network);
    check("connectTimeout in ms", connectTimeout.toMillis(), 10, 30_000);
    check("lookupTimeout in ms", lookupTimeout.toMillis(), 10, 30_000);
    check("lookupThreads", lookupThreads, 1, 256);
    check("lookupKeep in ms", lookupKeep.toMillis(), 0, 300_000);
    check("idleTimeout in ms", idleTimeout.toMillis(), 1, 300_000);
    check("connectionAge in ms", connectionAge.toMillis(), 1, 3_600_000);
  }

  /** The rules for addresses. */
  public AddressRules addressRules() {
    return new AddressRules(openedNetworks);
  }

  /** The rules for endpoints' URLs. */
  public UrlRules urlRules() {
    return new UrlRules(http, ports, addressRules());
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
    }
  }
}
