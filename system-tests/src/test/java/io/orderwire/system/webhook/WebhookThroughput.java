package io.orderwire.system.webhook;

import static org.awaitility.Awaitility.await;

import io.orderwire.system.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Measures deliveries a second, in turn with a bare loop of the same HTTP client over as many
 * connections to the same receiver with the same body; all processes on this machine.
 *
 * <p>Run it from the module's directory, with the test class path, {@code -Dorderwire.root} and
 * {@code -Dorderwire.service-options="-Xmx512m"}. Arguments: endpoints, requests in flight of each,
 * events, rounds; 10, 20, 5,000 and 3 by default.
 */
final class WebhookThroughput {
  private WebhookThroughput() {}

  public static void main(String[] args) {
    int endpoints = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int inFlight = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    int events = args.length > 2 ? Integer.parseInt(args[2]) : 5_000;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    try (LocalSystem system = LocalSystem.start("throughput");
        Receiver receiver = Receiver.start()) {
      WebhookPartner partner = new WebhookPartner(system, receiver, "throughput");
      partner.post(events);
      String body = partner.history().getLast().raw();
      for (int round = 1; round <= rounds; round++) {
        double bare =
            bare(receiver.inbox("bare-" + round), body, endpoints * inFlight, endpoints * events);
        double delivered = deliver(partner, "round-" + round, endpoints, inFlight, events);
        System.out.printf(
            "round %d: %d endpoints, %d in flight each, %,d requests; bare client %,.0f/s,"
                + " deliveries %,.0f/s, ratio %.2f%n",
            round, endpoints, inFlight, endpoints * events, bare, delivered, delivered / bare);
      }
    }
  }

  /** Deliveries a second of the whole history to new endpoints. */
  private static double deliver(
      WebhookPartner partner, String name, int endpoints, int inFlight, int events) {
    List<Inbox> inboxes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < endpoints; n++) {
      Inbox inbox = partner.inbox(name + "/" + n).counting();
      inboxes.add(inbox);
      ids.add(
          partner
              .api()
              .active(
                  inbox, "\"order\":\"none\",\"limits\":{\"max_in_flight\":%d}".formatted(inFlight))
              .id());
    }
    // Paused, set back to the beginning, and let go together: their making does not count.
    ids.forEach(id -> partner.api().post(id, "pause", ""));
    ids.forEach(id -> partner.api().post(id, "resume", "{\"from\":\"beginning\"}"));
    long start = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> inboxes.stream().allMatch(inbox -> inbox.takenIds() >= events));
    double seconds = (System.nanoTime() - start) / 1e9;
    ids.forEach(partner.api()::delete);
    return endpoints * (double) events / seconds;
  }

  /** Requests a second of a loop on each of so many virtual threads. */
  private static double bare(Inbox inbox, String body, int connections, int requests) {
    inbox.counting();
    AtomicInteger left = new AtomicInteger(requests);
    try (CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .build())
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      for (int n = 0; n < connections; n++) {
        threads.execute(() -> loop(client, inbox.url(), body, left));
      }
      await()
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> inbox.requests() >= requests);
      return requests / ((System.nanoTime() - start) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException("closing the client", e);
    }
  }

  private static void loop(
      CloseableHttpClient client, String url, String body, AtomicInteger left) {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    while (left.getAndDecrement() > 0) {
      HttpPost post = new HttpPost(url);
      post.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON));
      try {
        client.execute(post, response -> response.getCode());
      } catch (IOException e) {
        throw new UncheckedIOException("the bare client", e);
      }
    }
  }
}
