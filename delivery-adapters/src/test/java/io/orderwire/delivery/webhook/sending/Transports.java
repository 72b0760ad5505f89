package io.orderwire.delivery.webhook.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Transports for tests. */
final class Transports {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T06:00:00Z"), ZoneOffset.UTC);

  private Transports() {}

  static HttpTransport toLoopback() {
    return new HttpTransport(settings("127.0.0.0/8"), CLOCK);
  }

  static HttpTransport toLoopback(NameLookup lookup, Function<String, HostConfiguration> hosts) {
    return new HttpTransport(settings("127.0.0.0/8"), lookup, hosts, CLOCK);
  }

  static TransportSettings settings(String... openedNetworks) {
    return settings(TransportSettings.DEFAULT.connectTimeout(), Optional.empty(), openedNetworks);
  }

  static TransportSettings settings(
      Duration connectTimeout, Optional<EgressProxy> proxy, String... openedNetworks) {
    TransportSettings usual = TransportSettings.DEFAULT;
    return new TransportSettings(
        true,
        Set.of(),
        List.of(openedNetworks),
        connectTimeout,
        Duration.ofMillis(500),
        4,
        Duration.ZERO,
        usual.idleTimeout(),
        usual.connectionAge(),
        proxy);
  }
}
