package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Publishes through the producer service, of each partner one event after the other. What is not
 * taken is sent again until it is, with the same id.
 */
final class HttpPublishing implements AutoCloseable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
  private static final int REFUSED = 400;
  private static final int UNAVAILABLE = 500;

  private final LocalSystem system;
  private final List<CompletableFuture<Void>> last = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWERED_WITHIN)
          .build();

  /** To a system's producer service. */
  HttpPublishing(LocalSystem system, int partners) {
    this.system = system;
    for (int n = 0; n < partners; n++) {
      last.add(CompletableFuture.completedFuture(null));
    }
  }

  /** Publishes an event of the partner with this number among all, after its others. */
  CompletableFuture<Void> publish(int partner, String partnerId, String orderId) {
    String json = Feed.json(partnerId, orderId, UUID.randomUUID());
    CompletableFuture<Void> taken = last.get(partner).thenRunAsync(() -> send(json), threads);
    last.set(partner, taken);
    return taken;
  }

  private void send(String json) {
    HttpRequest request =
        HttpRequest.newBuilder(system.ingestUrl().resolve("/v1/events"))
            .header("Authorization", "Bearer " + system.serviceKey())
            .header("Content-Type", "application/json")
            .timeout(ANSWERED_WITHIN)
            .POST(BodyPublishers.ofString(json))
            .build();
    try {
      while (!isTaken(request)) {
        TimeUnit.NANOSECONDS.sleep(AGAIN_AFTER.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an event was published", e);
    }
  }

  private boolean isTaken(HttpRequest request) throws InterruptedException {
    int status;
    try {
      status = client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return false;
    }
    if (status >= REFUSED && status < UNAVAILABLE) {
      throw new RowFailedException("An event was answered " + status);
    }
    return status < REFUSED;
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
