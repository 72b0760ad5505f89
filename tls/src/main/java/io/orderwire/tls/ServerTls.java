package io.orderwire.tls;

import java.util.Set;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;

/** What every TLS port of a service has beyond what Spring Boot gives it. */
final class ServerTls {
  /** Older ones are broken; see RFC 8996. */
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private ServerTls() {}

  /** Has the servers that a factory makes reload their bundle; nothing where there is no TLS. */
  static void watch(JettyWebServerFactory factory, SslBundles bundles) {
    factory.addServerCustomizers(server -> watch(server, factory.getSsl(), bundles));
  }

  private static void watch(Server server, @Nullable Ssl ssl, SslBundles bundles) {
    if (ssl == null || !Ssl.isEnabled(ssl)) {
      return;
    }
    for (Connector connector : server.getConnectors()) {
      SslConnectionFactory tls = connector.getConnectionFactory(SslConnectionFactory.class);
      if (tls == null) {
        throw new IllegalStateException("a port would be served without TLS: " + connector);
      }
      SslContextFactory.Server context = tls.getSslContextFactory();
      restrict(context);
      String bundle = ssl.getBundle();
      if (bundle != null) {
        ReloadedBundle.into(context, new SslContextFactory.Server(), bundle, bundles);
      }
    }
  }

  private static void restrict(SslContextFactory.Server context) {
    String[] asked = context.getIncludeProtocols();
    for (String protocol : asked) {
      if (!PROTOCOLS.contains(protocol)) {
        throw new IllegalStateException(
            protocol + " is not offered: enabled protocols may be TLSv1.2 and TLSv1.3");
      }
    }
    if (asked.length == 0) {
      context.setIncludeProtocols(PROTOCOLS.toArray(String[]::new));
    }
  }
}
