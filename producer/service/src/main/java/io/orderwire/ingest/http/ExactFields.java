package io.orderwire.ingest.http;

import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;

/**
 * Header fields are as they were sent. Jetty keeps the fields of a connection's requests and, by
 * itself, finds a field there whatever its case: a key that differs from the one before in case
 * alone would be taken for that one.
 */
public final class ExactFields {
  private ExactFields() {}

  /** Sees to it on all of a server's ports. */
  public static void on(Server server) {
    for (Connector connector : server.getConnectors()) {
      for (ConnectionFactory factory : connector.getConnectionFactories()) {
        if (factory instanceof HttpConfiguration.ConnectionFactory http) {
          http.getHttpConfiguration().setHeaderCacheCaseSensitive(true);
        }
      }
    }
  }
}
