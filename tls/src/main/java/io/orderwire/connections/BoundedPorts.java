package io.orderwire.connections;

import java.time.Clock;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/** Bounds what clients take of the servers that a factory makes. After all other customizers. */
final class BoundedPorts implements WebServerFactoryCustomizer<JettyWebServerFactory>, Ordered {
  private static final boolean HTTP2 =
      ClassUtils.isPresent(
          "org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory",
          BoundedPorts.class.getClassLoader());

  private final ConnectionSettings settings;

  BoundedPorts(ConnectionSettings settings) {
    this.settings = settings;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(JettyWebServerFactory factory) {
    factory.addServerCustomizers(this::bound);
  }

  private void bound(Server server) {
    Clients clients = new Clients(settings.networks());
    for (Connector connector : server.getConnectors()) {
      AbstractConnector bounded = (AbstractConnector) connector;
      bounded.addBean(new AddressLimit(settings.perAddress(), clients));
      bounded.addBean(new HeaderDeadline(connector.getScheduler(), settings.header()));
      if (HTTP2) {
        bounded.addBean(Http2.connectionBound());
      }
      for (ConnectionFactory protocol : connector.getConnectionFactories()) {
        if (protocol instanceof HttpConfiguration.ConnectionFactory http) {
          // Jetty keeps the fields of a connection's requests and, by itself, finds a field there
          // whatever its case: a key that differs in case alone would be taken for that one.
          http.getHttpConfiguration().setHeaderCacheCaseSensitive(true);
        }
        if (HTTP2) {
          Http2.bound(protocol, settings.http2());
        }
      }
    }
    GuardedRequests guard =
        new GuardedRequests(settings, clients, Clock.systemUTC()::millis, System::nanoTime);
    guard.setHandler(server.getHandler());
    server.setHandler(guard);
    server.setErrorHandler(SecurityFields.onErrors(server.getErrorHandler()));
  }
}
