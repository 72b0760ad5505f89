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
 */
@ConfigurationProperties("orderwire.webhooks")
record EgressSettings(@DefaultValue List<Host> hosts) {

  /** Makes the list unmodifiable. */
  EgressSettings {
    hosts = List.copyOf(hosts);
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
