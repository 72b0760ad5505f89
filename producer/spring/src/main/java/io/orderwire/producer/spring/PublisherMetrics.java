package io.orderwire.producer.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderwire.producer.OrderEventPublisher;
import java.util.concurrent.TimeUnit;

/** A publisher's numbers as meters {@code orderwire.producer.*}. */
final class PublisherMetrics implements MeterBinder {

  private final OrderEventPublisher publisher;

  PublisherMetrics(OrderEventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("orderwire.producer.published", publisher, p -> p.stats().published())
        .description("Events that the broker acknowledged")
        .register(registry);
    FunctionCounter.builder("orderwire.producer.failed", publisher, p -> p.stats().failed())
        .description("Events whose send failed for good, predecessors' failures included")
        .register(registry);
    FunctionCounter.builder("orderwire.producer.restarts", publisher, p -> p.stats().restarts())
        .description("New Kafka producers made after a failure")
        .register(registry);
    Gauge.builder("orderwire.producer.in.flight", publisher, p -> p.stats().inFlight())
        .description("Events under way")
        .register(registry);
    Gauge.builder("orderwire.producer.in.flight.size", publisher, p -> p.stats().inFlightBytes())
        .description("Size of the events under way, with overhead")
        .baseUnit("bytes")
        .register(registry);
    TimeGauge.builder(
            "orderwire.producer.stalled",
            publisher,
            TimeUnit.MILLISECONDS,
            p -> p.stats().stalledFor().toMillis())
        .description("How long the broker has been silent while events were under way")
        .register(registry);
  }
}
