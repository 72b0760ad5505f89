package io.orderwire.tls;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * TLS of a management port of its own, {@code management.server.ssl.*}: its server is made in a
 * context of its own, to which {@link TlsAutoConfiguration} does not belong.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementTlsConfiguration {
  @Bean
  WebServerFactoryCustomizer<JettyWebServerFactory> reloadedManagementTls(SslBundles bundles) {
    return factory -> ServerTls.watch(factory, bundles);
  }
}
