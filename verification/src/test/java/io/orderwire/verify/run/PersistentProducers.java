package io.orderwire.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Producers that send one event after the other by HTTP, each for a partner of its own, as the
 * guide for producers says: what is not accepted is sent again with its event_id until it is.
 */
final class PersistentProducers implements AutoCloseable {
  private static final int ACCEPTED = 202;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalSystem system;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, List<String>> accepted = new LinkedHashMap<>();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final Crew threads = new Crew("persistent producers");
  private volatile boolean open = true;

  /**
   * What a request was answered.
   *
   * @param at when it was, by {@link System#nanoTime}
   * @param took how long it took
   * @param status the HTTP status, 0 where none came
   * @param code the problem's code, or ""
   * @param mayRetry whether it said when to try again
   */
  record Answer(long at, Duration took, int status, String code, boolean mayRetry) {}

  private PersistentProducers(LocalSystem system) {
    this.system = system;
  }

  /** Registers so many partners, and begins to send to each. */
  static PersistentProducers start(LocalSystem system, String prefix, int count)
      throws IOException, InterruptedException {
    PersistentProducers producers = new PersistentProducers(system);
    for (int n = 1; n <= count; n++) {
      String partner = prefix + "-producer-" + n;
      producers.keys.put(partner, system.addPartner(partner));
      producers.accepted.put(partner, new ArrayList<>());
    }
    producers.accepted.forEach(
        (partner, events) -> producers.threads.start(() -> producers.send(partner, events)));
    return producers;
  }

  private void send(String partner, List<String> events) throws InterruptedException {
    while (open) {
      String order = "ord-" + events.size();
      String event =
          """
          {"event_id":"%s","partner_id":"%s","order_id":"%s","type":"order.cancelled",\
          "occurred_at":"2026-11-24T06:00:00Z","data":{"by":"customer","reason":"none"}}"""
              .formatted(UUID.randomUUID(), partner, order);
      while (attempt(event) != ACCEPTED) {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
      events.add(order);
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private int attempt(String event) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(system.ingestUrl().resolve("/v1/events"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + system.serviceKey())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event))
            .build();
    long begun = System.nanoTime();
    int status = 0;
    String code = "";
    boolean mayRetry = false;
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      status = response.statusCode();
      code = JSON.readTree(response.body()).path("code").asText();
      mayRetry = response.headers().firstValue("Retry-After").isPresent();
    } catch (IOException e) {
      // No answer: nobody knows whether it is stored.
    }
    long now = System.nanoTime();
    answers.add(new Answer(now, Duration.ofNanos(now - begun), status, code, mayRetry));
    return status;
  }

  /** Sends what is under way until it is accepted, and gives all answers that there were. */
  List<Answer> finish() throws InterruptedException {
    open = false;
    threads.join();
    return List.copyOf(answers);
  }

  /** Waits until each partner has what was accepted, and no more: all of it once, in order. */
  void assertThatAllCame() throws IOException, InterruptedException {
    for (Map.Entry<String, List<String>> sent : accepted.entrySet()) {
      String key = keys.getOrDefault(sent.getKey(), "");
      List<String> orders = List.of();
      for (int looks = 0; looks < 120 && orders.size() < sent.getValue().size(); looks++) {
        TimeUnit.MILLISECONDS.sleep(looks == 0 ? 0 : 500);
        orders = orders(key);
      }
      assertThat(orders).as("history of %s", sent.getKey()).isEqualTo(sent.getValue());
    }
  }

  private List<String> orders(String key) throws IOException, InterruptedException {
    List<String> orders = new ArrayList<>();
    String query = "since=1970-01-01T00:00:00Z";
    boolean more = true;
    while (more) {
      JsonNode page = system.partner(key).get("/v1/orders/events?limit=1000&" + query);
      page.path("events").forEach(item -> orders.add(item.path("order_id").asText()));
      query = "newer_than=" + page.path("cursor").asText();
      more = page.path("has_more").asBoolean();
    }
    return orders;
  }

  @Override
  public void close() {
    open = false;
    threads.close();
    client.close();
  }
}
