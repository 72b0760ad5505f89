package io.orderwire.delivery.webhook.sending;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as hosts of URLs, in every spelling that some resolver understands. */
final class AddressLiterals {
  /** The last part of the host is a number (WHATWG URL, "ends in a number"). */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

  private static final Pattern PARTS =
      Pattern.compile("(?:[0-9]+|0x[0-9a-f]+)(?:\\.(?:[0-9]+|0x[0-9a-f]+)){0,3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private static final IPAddressStringParameters ONE_ADDRESS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .toParams();

  private AddressLiterals() {}

  /** The address that a host in normal form is; empty if it is a name. */
  static Optional<InetAddress> address(String host) {
    if (host.indexOf(':') < 0) {
      return ipv4(host).map(IPAddress::toInetAddress);
    }
    return ipv6(host.startsWith("[") ? host : "[" + host + "]").map(IPAddress::toInetAddress);
  }

  /** Whether a host without brackets can only be an IPv4 address. */
  static boolean isNumeric(String host) {
    return NUMERIC.matcher(host).matches();
  }

  /**
   * An IPv4 address: one to four parts, each in decimal, octal (from 0) or hexadecimal (from 0x),
   * of which the last stands for all bytes that are left (inet_aton).
   */
  static Optional<IPAddress> ipv4(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (!PARTS.matcher(lower).matches()) {
      return Optional.empty();
    }
    String[] parts = lower.split("\\.", -1);
    int restBits = 8 * (5 - parts.length);
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      int bits = i == parts.length - 1 ? restBits : 8;
      Optional<Long> part = part(parts[i]).filter(value -> value < (1L << bits));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      address = (address << bits) + part.get();
    }
    return Optional.of(new IPv4Address((int) address));
  }

  private static Optional<Long> part(String text) {
    boolean hexadecimal = text.startsWith("0x");
    boolean octal = !hexadecimal && text.length() > 1 && text.startsWith("0");
    try {
      return Optional.of(
          hexadecimal
              ? Long.parseLong(text.substring(2), 16)
              : Long.parseLong(text, octal ? 8 : 10));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** An IPv6 address in brackets, without a zone. One that is a mapped IPv4 address is that one. */
  static Optional<IPAddress> ipv6(String host) {
    if (!host.endsWith("]")) {
      return Optional.empty();
    }
    String inner = host.substring(1, host.length() - 1);
    if (!IPV6.matcher(inner).matches()) {
      return Optional.empty();
    }
    IPAddress address = new IPAddressString(inner, ONE_ADDRESS).getAddress();
    if (address == null || address.isIPv4() || address.isMultiple()) {
      return Optional.empty();
    }
    return Optional.of(
        address.toIPv6().isIPv4Mapped() ? address.toIPv6().getEmbeddedIPv4Address() : address);
  }
}
