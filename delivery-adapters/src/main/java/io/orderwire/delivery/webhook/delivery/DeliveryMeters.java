package io.orderwire.delivery.webhook.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import java.time.Duration;

/** The metrics of deliveries. Endpoints are no label: there are too many of them. */
public final class DeliveryMeters {
  private final MeterRegistry registry;

  /** In a registry. */
  public DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(Senders senders) {
    Gauge.builder("orderwire.webhook.in_flight", senders, Senders::running)
        .description("Requests to webhook endpoints that are under way")
        .register(registry);
    Gauge.builder("orderwire.webhook.waiting", senders, Senders::waiting)
        .description("Requests to webhook endpoints that wait for their turn")
        .register(registry);
  }

  void attempted(Outcome outcome, Duration took) {
    Timer.builder("orderwire.webhook.attempts")
        .description("Requests to webhook endpoints")
        .tag("outcome", outcome.wireName())
        .register(registry)
        .record(took);
  }

  void suspended(Status.Reason reason) {
    registry.counter("orderwire.webhook.suspended", "reason", reason.wireName()).increment();
  }

  /** A notice to an endpoint was not sent, for there were too many. */
  void noticeDropped() {
    registry.counter("orderwire.webhook.notices_dropped").increment();
  }

  void degraded() {
    registry.counter("orderwire.webhook.degraded").increment();
  }
}
