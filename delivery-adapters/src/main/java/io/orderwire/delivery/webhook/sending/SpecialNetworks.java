package io.orderwire.delivery.webhook.sending;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Networks that are not part of the public internet, or that reach what is not: IANA's registries
 * of special-purpose addresses (RFC 6890), and where clouds answer with an instance's credentials.
 */
final class SpecialNetworks {
  /** Where clouds keep metadata; some are inside a network below, one is a public address. */
  private static final List<IPAddress> METADATA =
      List.of(
          network("169.254.169.254/32"), // AWS, Azure, Google, DigitalOcean, Oracle
          network("169.254.170.2/32"), // AWS, tasks
          network("169.254.170.23/32"), // AWS, pods
          network("168.63.129.16/32"), // Azure, the wire server
          network("100.100.100.200/32"), // Alibaba
          network("192.0.0.192/32"), // Oracle, earlier
          network("fd00:ec2::254/128"), // AWS
          network("fd00:ec2::23/128"), // AWS, pods
          network("fd20:ce::254/128"), // Google
          network("fd00:c1::a9fe:a9fe/128")); // Oracle

  private static final List<Map.Entry<IPAddress, String>> NETWORKS =
      List.of(
          entry("0.0.0.0/8", "an unspecified address (RFC 1122)"),
          entry("10.0.0.0/8", "a private address (RFC 1918)"),
          entry("100.64.0.0/10", "a carrier-grade NAT address (RFC 6598)"),
          entry("127.0.0.0/8", "a loopback address (RFC 1122)"),
          entry("169.254.0.0/16", "a link-local address (RFC 3927)"),
          entry("172.16.0.0/12", "a private address (RFC 1918)"),
          entry("192.0.0.0/24", "a protocol assignment (RFC 6890)"),
          entry("192.0.2.0/24", "a documentation address (RFC 5737)"),
          entry("192.88.99.0/24", "a 6to4 relay (RFC 7526)"),
          entry("192.168.0.0/16", "a private address (RFC 1918)"),
          entry("198.18.0.0/15", "a benchmarking address (RFC 2544)"),
          entry("198.51.100.0/24", "a documentation address (RFC 5737)"),
          entry("203.0.113.0/24", "a documentation address (RFC 5737)"),
          entry("224.0.0.0/4", "a multicast address (RFC 5771)"),
          entry("255.255.255.255/32", "the broadcast address (RFC 919)"),
          entry("240.0.0.0/4", "a reserved address (RFC 1112)"),
          entry("::/128", "the unspecified address (RFC 4291)"),
          entry("::1/128", "the loopback address (RFC 4291)"),
          entry("::/96", "an IPv4-compatible address (RFC 4291)"),
          entry("64:ff9b:1::/48", "a local translation address (RFC 8215)"),
          entry("100::/64", "a discard address (RFC 6666)"),
          entry("2001::/32", "a Teredo address (RFC 4380)"),
          entry("2001::/23", "a protocol assignment (RFC 2928)"),
          entry("2001:db8::/32", "a documentation address (RFC 3849)"),
          entry("2002::/16", "a 6to4 address (RFC 3056)"),
          entry("3fff::/20", "a documentation address (RFC 9637)"),
          entry("5f00::/16", "a segment routing address (RFC 9602)"),
          entry("fc00::/7", "a unique local address (RFC 4193)"),
          entry("fe80::/10", "a link-local address (RFC 4291)"),
          entry("fec0::/10", "a site-local address (RFC 3879)"),
          entry("ff00::/8", "a multicast address (RFC 4291)"));

  /** All of IPv6 that is given out for the public internet (RFC 4291, section 2.4). */
  private static final IPAddress GLOBAL_UNICAST = network("2000::/3");

  private SpecialNetworks() {}

  static boolean isMetadata(IPAddress address) {
    return METADATA.stream().anyMatch(one -> one.contains(address));
  }

  /** Why an address is none of the public internet; empty if it is one. */
  static Optional<String> kindOf(IPAddress address) {
    if (isMetadata(address)) {
      return Optional.of("a cloud's metadata address");
    }
    for (Map.Entry<IPAddress, String> network : NETWORKS) {
      if (network.getKey().contains(address)) {
        return Optional.of(network.getValue());
      }
    }
    return address.isIPv4() || GLOBAL_UNICAST.contains(address)
        ? Optional.empty()
        : Optional.of("an address outside of the public internet (RFC 4291)");
  }

  /**
   * A network from its CIDR notation; a single address is a network of one.
   *
   * @throws IllegalArgumentException if it is none, or has bits behind its prefix
   */
  static IPAddress network(String cidr) {
    IPAddress address = cidr.isBlank() ? null : new IPAddressString(cidr).getAddress();
    if (address == null || (address.isMultiple() && !address.isPrefixBlock())) {
      throw new IllegalArgumentException("no network in CIDR notation: " + cidr);
    }
    if (address.isPrefixed() && !address.isPrefixBlock()) {
      throw new IllegalArgumentException(cidr + " has bits behind its prefix");
    }
    return address;
  }

  private static Map.Entry<IPAddress, String> entry(String cidr, String kind) {
    return Map.entry(network(cidr), kind);
  }
}
