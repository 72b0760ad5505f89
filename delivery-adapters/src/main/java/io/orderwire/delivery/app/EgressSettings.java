package io.orderwire.delivery.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By what way webhooks leave.
 *
 * @param hosts what is added to requests to certain hosts, whichever partner they are of
 * @param proxy through which all requests leave
 */
@ConfigurationProperties("orderwire.webhooks")
record EgressSettings(@DefaultValue List<Host> hosts, @DefaultValue Proxy proxy) {

  /** Makes the list unmodifiable. */
  EgressSettings {
    hosts = List.copyOf(hosts);
  }

  /**
   * A proxy.
   *
   * @param url {@code http://host:port} or {@code https://host:port}; empty for no proxy
   * @param username the user name at it; empty for none
   * @param password the password at it; empty for none
   * @param resolves whether it is sent names, and looks them up and checks their addresses by
   *     itself; otherwise it is sent addresses that were checked here
   */
  record Proxy(
      Optional<String> url,
      Optional<String> username,
      Optional<String> password,
      @DefaultValue("false") boolean resolves) {

    /** Leaves everything out that may be or hold a secret. */
    @Override
    public String toString() {
      return "Proxy[set=" + url.isPresent() + ", resolves=" + resolves + "]";
    }
  }

  /**
   * A host.
   *
   * @param host its name or address; or {@code *.} and a domain for the names with one label more
   * @param headers fixed request headers, by name
   * @param headerFiles fixed request headers whose values are the one line of a file, by name
   * @param sslBundle the name of an SSL bundle ({@code spring.ssl.bundle}) with the client
   *     certificate and the trusted certificates of connections to it
   */
  record Host(
      @DefaultValue("") String host,
      @DefaultValue Map<String, String> headers,
      @DefaultValue Map<String, String> headerFiles,
      Optional<String> sslBundle) {

    /** Makes the maps unmodifiable. */
    Host {
      headers = Map.copyOf(headers);
      headerFiles = Map.copyOf(headerFiles);
    }

    /** Leaves the headers' values out: they may be secrets. */
    @Override
    public String toString() {
      return "Host[" + host + ", " + headers.keySet() + ", " + headerFiles + ", " + sslBundle + "]";
    }
  }
}
