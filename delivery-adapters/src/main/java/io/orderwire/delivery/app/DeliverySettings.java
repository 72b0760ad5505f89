package io.orderwire.delivery.app;

import io.orderwire.delivery.polling.PollingSettings;
import io.orderwire.delivery.sse.StreamSettings;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What partners are allowed.
 *
 * @param requestsPerSecond the request rate of a partner that has none of its own
 * @param corsOrigins the web origins whose pages may call the partners' API; none by default
 * @param polling how polling behaves
 * @param stream how streams behave
 */
@ConfigurationProperties("orderwire.delivery")
record DeliverySettings(
    @DefaultValue("50") int requestsPerSecond,
    @DefaultValue List<String> corsOrigins,
    @DefaultValue Polling polling,
    @DefaultValue Stream stream) {

  /** Checks the bounds. */
  DeliverySettings {
    corsOrigins = List.copyOf(corsOrigins);
    if (requestsPerSecond < 1) {
      throw new IllegalArgumentException("requests-per-second must be at least 1");
    }
  }

  /**
   * How polling behaves; see {@link PollingSettings}.
   *
   * @param waitingPerPartner how many requests of a partner may wait for an item on one instance
   */
  record Polling(@DefaultValue("100") int waitingPerPartner) {
    PollingSettings toSettings() {
      return new PollingSettings(waitingPerPartner);
    }
  }

  /**
   * How streams behave; see {@link StreamSettings}.
   *
   * @param connectionsPerPartner how many streams a partner may have open on one instance
   */
  record Stream(
      @DefaultValue("15s") Duration heartbeat,
      @DefaultValue("30m") Duration maxAge,
      @DefaultValue("2s") Duration retry,
      @DefaultValue("5s") Duration recheck,
      @DefaultValue("100") int connectionsPerPartner) {
    StreamSettings toSettings() {
      return new StreamSettings(heartbeat, maxAge, retry, recheck, connectionsPerPartner);
    }
  }
}
