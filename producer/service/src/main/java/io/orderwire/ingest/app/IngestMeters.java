package io.orderwire.ingest.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.IngestObserver;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of events, as meters: {@code orderwire.ingest.accepted} (a timer, from reading to
 * the broker's acknowledgement) and {@code orderwire.ingest.rejected} (counters, by code).
 */
final class IngestMeters implements IngestObserver {

  private final Timer accepted;
  private final Map<ErrorCode, Counter> rejected = new EnumMap<>(ErrorCode.class);

  IngestMeters(MeterRegistry registry) {
    accepted =
        Timer.builder("orderwire.ingest.accepted")
            .description("Events in the log; from reading to the broker's acknowledgement")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(registry);
    for (ErrorCode code : ErrorCode.values()) {
      rejected.put(
          code,
          Counter.builder("orderwire.ingest.rejected")
              .description("Events that were not taken, by code")
              .tag("code", code.wireName())
              .register(registry));
    }
  }

  @Override
  public void accepted(Duration took) {
    accepted.record(took);
  }

  @Override
  public void rejected(ErrorCode code) {
    Objects.requireNonNull(rejected.get(code)).increment();
  }
}
