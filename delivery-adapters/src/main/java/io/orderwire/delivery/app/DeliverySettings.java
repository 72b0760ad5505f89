package io.orderwire.delivery.app;

import io.orderwire.delivery.http.UnreadAnswers;
import io.orderwire.delivery.polling.PollingSettings;
import io.orderwire.delivery.sse.StreamSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What partners are allowed.
 *
 * @param requestsPerSecond the request rate of a partner that has none of its own
 * @param corsOrigins the web origins whose pages may call the partners' API; none by default
 * @param answers how much memory answers may take that are not read yet
 * @param polling how polling behaves
 * @param stream how streams behave
 */
@ConfigurationProperties("orderwire.delivery")
record DeliverySettings(
    @DefaultValue("50") int requestsPerSecond,
    @DefaultValue List<String> corsOrigins,
    @DefaultValue Answers answers,
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
   * Answers that are under way on one instance. One that does not fit is refused.
   *
   * @param perPartner how many bytes those to one partner may hold; its only one may be larger
   * @param inAll how many bytes those to all partners may hold; a quarter of the heap by default
   */
  record Answers(@DefaultValue("16MB") DataSize perPartner, @Nullable DataSize inAll) {
    /** Checks the bounds. */
    Answers {
      if (perPartner.toBytes() < 1 || (inAll != null && inAll.toBytes() < 1)) {
        throw new IllegalArgumentException("answers must have at least a byte");
      }
    }

    UnreadAnswers toBounds(long heap) {
      return new UnreadAnswers(perPartner.toBytes(), inAll == null ? heap / 4 : inAll.toBytes());
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
