package io.orderwire.delivery.webhook.sending;

import inet.ipaddr.IPAddress;
import io.orderwire.delivery.webhook.UrlPolicy;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which URLs an endpoint may have. Pure: nothing is looked up, so a name's addresses are judged
 * when it is connected to.
 *
 * <p>An accepted URL is in normal form: scheme and host in lower case, an international name in
 * ASCII (IDNA, RFC 3490), no dot at its end, an IPv4 address in dotted decimal however it was
 * spelled (octal, hexadecimal, with fewer than four parts; RFC 3986, section 7.4), and no port that
 * is the scheme's own.
 */
public final class UrlRules implements UrlPolicy {
  /** The most characters of a URL. */
  public static final int MOST_CHARACTERS = 2_048;

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");

  private final boolean http;
  private final Set<Integer> ports;
  private final AddressRules addresses;

  /**
   * Rules.
   *
   * @param http whether http is allowed beside https
   * @param ports the allowed ports; empty for any
   * @param addresses for hosts that are addresses
   */
  public UrlRules(boolean http, Set<Integer> ports, AddressRules addresses) {
    this.http = http;
    this.ports = Set.copyOf(ports);
    this.addresses = addresses;
  }

  @Override
  public Verdict check(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return refused("it has more than " + MOST_CHARACTERS + " characters");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException malformed) {
      return refused("it is no URL (RFC 3986)");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    String authority = url.getRawAuthority();
    if (!scheme.equals("https") && !(http && scheme.equals("http"))) {
      return refused(
          http ? "it must begin with https:// or http://" : "it must begin with https://");
    }
    if (authority == null || authority.isEmpty()) {
      return refused("it has no host");
    }
    if (authority.indexOf('@') >= 0) {
      return refused("it must not hold credentials");
    }
    if (url.getRawFragment() != null) {
      return refused("it must not have a fragment");
    }
    return checkAuthority(scheme, authority, url);
  }

  private Verdict checkAuthority(String scheme, String authority, URI url) {
    int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    if (!port.isEmpty() && !port.matches("[0-9]{1,5}")) {
      return refused("its port is no number");
    }
    int own = scheme.equals("https") ? 443 : 80;
    int number = port.isEmpty() ? own : Integer.parseInt(port);
    if (number < 1 || number > 65_535 || (!ports.isEmpty() && !ports.contains(number))) {
      return refused("port " + number + " is not allowed");
    }
    return switch (host(colon < 0 ? authority : authority.substring(0, colon))) {
      case Host.Refused refused -> refused(refused.reason());
      case Host.Accepted accepted ->
          accepted(scheme, accepted.name() + (number == own ? "" : ":" + number), url);
    };
  }

  private static Verdict accepted(String scheme, String authority, URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    if (path.startsWith("//")) {
      return refused("its path must not begin with two slashes");
    }
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String normal = URI.create(scheme + "://" + authority + path + query).toASCIIString();
    return normal.length() > MOST_CHARACTERS
        ? refused("it has more than " + MOST_CHARACTERS + " characters when it is in ASCII")
        : new Verdict.Accepted(URI.create(normal));
  }

  private sealed interface Host {
    record Accepted(String name) implements Host {}

    record Refused(String reason) implements Host {}
  }

  private Host host(String written) {
    if (written.startsWith("[")) {
      return AddressLiterals.ipv6(written)
          .map(this::judged)
          .orElseGet(() -> new Host.Refused("its host is no IPv6 address, or has a zone"));
    }
    String name;
    try {
      name = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException noName) {
      return new Host.Refused("its host is no name");
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (AddressLiterals.isNumeric(name)) {
      return AddressLiterals.ipv4(name)
          .map(this::judged)
          .orElseGet(() -> new Host.Refused("its host is no IPv4 address"));
    }
    if (name.length() > 253 || !NAME.matcher(name).matches()) {
      return new Host.Refused("its host is no name");
    }
    boolean local = name.equals("localhost") || name.endsWith(".localhost"); // RFC 6761
    return local && addresses.refusal(InetAddress.getLoopbackAddress()).isPresent()
        ? new Host.Refused("its host is a loopback address (RFC 6761)")
        : new Host.Accepted(name);
  }

  private Host judged(IPAddress address) {
    Optional<String> refusal = addresses.refusal(address.toInetAddress());
    String text = address.toCanonicalString();
    return refusal
        .<Host>map(kind -> new Host.Refused("its host is " + kind))
        .orElseGet(() -> new Host.Accepted(address.isIPv4() ? text : "[" + text + "]"));
  }

  private static Verdict refused(String reason) {
    return new Verdict.Refused("The URL is refused: " + reason + ".");
  }
}
