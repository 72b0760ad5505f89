package io.orderwire.delivery.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderwire.delivery.http.ShortRoute;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts what is answered on the short way where Spring counts all other requests: in {@code
 * http.server.requests}, under the same tags.
 */
final class ShortWayMeter implements ShortRoute.Meter {
  private static final int REDIRECTION = 300;

  private final MeterRegistry registry;
  private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

  ShortWayMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(String path, int status, long nanos) {
    timers.computeIfAbsent(new Kind(path, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return registry.timer(
        "http.server.requests",
        "error",
        "none",
        "exception",
        "none",
        "method",
        "GET",
        "outcome",
        kind.status() < REDIRECTION ? "SUCCESS" : "REDIRECTION",
        "status",
        Integer.toString(kind.status()),
        "uri",
        kind.path());
  }

  private record Kind(String path, int status) {}
}
