package io.orderwire.delivery.webhook.sending;

import io.orderwire.delivery.webhook.UrlPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an operator configures for hosts: by name, or by {@code *.} and a domain for the names that
 * have one label more, as in certificates (RFC 9525, section 6.3). A name's own entry goes before
 * its domain's; they are not added up. Safe for use by many threads.
 */
public final class Hosts implements Function<String, HostConfiguration> {
  private static final String ANY = "*.";
  private static final UrlRules NAMES =
      new UrlRules(false, Set.of(), new AddressRules(List.of("0.0.0.0/0", "::/0")));

  private final Map<String, Supplier<HostConfiguration>> configured;

  private Hosts(Map<String, Supplier<HostConfiguration>> configured) {
    this.configured = Map.copyOf(configured);
  }

  /**
   * Configured hosts.
   *
   * @param configured by host as {@link #normal} gives it; asked for each request and connection,
   *     so it must be quick
   */
  public static Hosts of(Map<String, ? extends Supplier<HostConfiguration>> configured) {
    return new Hosts(new HashMap<>(configured));
  }

  /**
   * A host in the form in which URLs have it: in lower case and ASCII, an address without brackets.
   *
   * @throws IllegalArgumentException if it is neither a name, an address, nor {@code *.} and a name
   */
  public static String normal(String host) {
    boolean any = host.startsWith(ANY);
    String name = any ? host.substring(ANY.length()) : host;
    String authority = name.indexOf(':') >= 0 ? "[" + bare(name) + "]" : name;
    if (name.indexOf('/') < 0
        && name.indexOf('?') < 0
        && NAMES.check("https://" + authority + "/")
            instanceof UrlPolicy.Verdict.Accepted(var url)) {
      String found = bare(Targets.host(url));
      boolean isAddress = found.indexOf(':') >= 0 || AddressLiterals.isNumeric(found);
      if (!any || !isAddress) {
        return any ? ANY + found : found;
      }
    }
    throw new IllegalArgumentException("no host name, address, or *. and a name: " + host);
  }

  /** What is configured for a host of a URL; nothing where it has no entry. */
  @Override
  public HostConfiguration apply(String host) {
    String name = bare(host);
    Supplier<HostConfiguration> own = configured.get(name);
    if (own == null) {
      own = configured.get("*" + name.substring(Math.max(0, name.indexOf('.'))));
    }
    return own == null ? HostConfiguration.NONE : own.get();
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
