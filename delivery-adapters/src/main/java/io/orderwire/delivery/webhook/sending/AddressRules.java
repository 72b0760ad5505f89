package io.orderwire.delivery.webhook.sending;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be connected to: those of the public internet, and what an operator opens.
 * Pure.
 *
 * <p>An address that carries an IPv4 address, because it is mapped (RFC 4291), translated (NAT64,
 * RFC 6052) or tunnelled (ISATAP, RFC 5214), is judged by that one. A cloud's metadata address is
 * opened only by an entry that names exactly this address.
 */
public final class AddressRules {
  private static final IPAddress MAPPED = SpecialNetworks.network("::ffff:0:0/96");
  private static final IPAddress TRANSLATED = SpecialNetworks.network("64:ff9b::/96");

  private final List<IPAddress> opened;

  /**
   * Rules with exceptions.
   *
   * @param opened networks in CIDR notation; a single address is a network of one
   * @throws IllegalArgumentException if one of them is no network
   */
  public AddressRules(List<String> opened) {
    this.opened = opened.stream().map(SpecialNetworks::network).toList();
  }

  /** Why an address must not be connected to; empty if it may. */
  public Optional<String> refusal(InetAddress address) {
    byte[] bytes = address.getAddress();
    return refusal(bytes.length == 4 ? new IPv4Address(bytes) : new IPv6Address(bytes));
  }

  private Optional<String> refusal(IPAddress address) {
    if (isOpened(address)) {
      return Optional.empty();
    }
    if (address.isIPv4()) {
      return SpecialNetworks.kindOf(address);
    }
    byte[] bytes = address.getBytes();
    if (MAPPED.contains(address) || TRANSLATED.contains(address)) {
      return refusal(carried(bytes));
    }
    Optional<String> kind = SpecialNetworks.kindOf(address);
    return kind.isEmpty() && isTunnelled(bytes) ? refusal(carried(bytes)) : kind;
  }

  private boolean isOpened(IPAddress address) {
    return opened.stream()
        .filter(network -> !SpecialNetworks.isMetadata(address) || !network.isMultiple())
        .anyMatch(network -> network.contains(address));
  }

  private static boolean isTunnelled(byte[] bytes) {
    return (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  private static IPv4Address carried(byte[] bytes) {
    return new IPv4Address(Arrays.copyOfRange(bytes, 12, 16));
  }
}
