package io.orderwire.tls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** TLS of the service's own port: {@code server.ssl.*}. */
@AutoConfiguration(after = SslAutoConfiguration.class)
public class TlsAutoConfiguration {
  @Bean
  WebServerFactoryCustomizer<JettyWebServerFactory> reloadedTls(SslBundles bundles) {
    return factory -> ServerTls.watch(factory, bundles);
  }
}
