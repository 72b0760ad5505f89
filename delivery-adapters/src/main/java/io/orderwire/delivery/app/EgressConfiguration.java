package io.orderwire.delivery.app;

import io.orderwire.delivery.webhook.sending.Hosts;
import io.orderwire.delivery.webhook.sending.HttpTransport;
import io.orderwire.delivery.webhook.sending.NameLookup;
import io.orderwire.delivery.webhook.sending.TransportSettings;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How webhooks' requests leave. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebhookSettings.class, EgressSettings.class})
class EgressConfiguration {
  @Bean
  TransportSettings webhookTransportSettings(WebhookSettings settings, EgressSettings egress) {
    TransportSettings usual = TransportSettings.DEFAULT;
    return new TransportSettings(
        settings.allowHttp(),
        ports(settings.allowedPorts()),
        settings.allowedAddresses(),
        settings.connectTimeout(),
        usual.lookupTimeout(),
        usual.lookupThreads(),
        usual.lookupKeep(),
        usual.idleTimeout(),
        usual.connectionAge(),
        ConfiguredProxy.read(egress.proxy()));
  }

  @Bean
  Hosts webhookHosts(EgressSettings settings, SslBundles bundles) {
    return new ConfiguredHosts(bundles).read(settings.hosts());
  }

  @Bean(destroyMethod = "close")
  HttpTransport webhookTransport(TransportSettings settings, Hosts hosts) {
    return new HttpTransport(settings, NameLookup.SYSTEM, hosts, Clock.systemUTC());
  }

  private static Set<Integer> ports(List<String> named) {
    return named.contains("any")
        ? Set.of()
        : named.stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
