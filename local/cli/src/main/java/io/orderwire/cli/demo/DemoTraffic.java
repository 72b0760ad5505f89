package io.orderwire.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.OperatorApi;
import io.orderwire.cli.PartnerKeys;
import io.orderwire.cli.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The coffee shops as partners, and their orders through the producer service. {@link #run} goes on
 * until its thread is interrupted; an event that is not taken is sent again.
 */
public final class DemoTraffic {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int ACCEPTED = 202;
  private static final int FIRST_EVENTS = 60;

  private final HttpClient http;
  private final URI events;
  private final String serviceKey;
  private final CoffeeOrders orders;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Consumer<String> notices;

  /** Traffic to a producer service. */
  public DemoTraffic(
      URI ingest,
      String serviceKey,
      RandomGenerator random,
      InstantSource clock,
      Consumer<String> notices,
      Trust trust) {
    this.http = trust.client();
    this.events = ingest.resolve("/v1/events");
    this.serviceKey = serviceKey;
    this.random = random;
    this.orders = new CoffeeOrders(random);
    this.clock = clock;
    this.notices = notices;
  }

  /** Registers the shops that are not registered yet; their keys by partner id. */
  public static Map<String, String> shops(OperatorApi operator, PartnerKeys keys) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String shop : CoffeeOrders.SHOPS) {
      String key = keys.find(shop).orElseGet(() -> newKey(operator, shop));
      keys.keep(shop, key);
      all.put(shop, key);
    }
    return all;
  }

  private static String newKey(OperatorApi operator, String shop) {
    for (var known : operator.partners().path("partners")) {
      if (known.path("partner_id").asText().equals(shop)) {
        return operator.act(shop, "rotate-key", Map.of()).path("key").asText();
      }
    }
    return operator.add(Map.of("partner_id", shop)).path("key").asText();
  }

  /** Sends events, a few at once to begin with and then some a second. */
  public void run() throws InterruptedException {
    for (int sent = 0; ; sent++) {
      CoffeeOrders.DemoEvent event = orders.next(clock.instant().truncatedTo(ChronoUnit.MILLIS));
      send(event.json());
      if (sent >= FIRST_EVENTS) {
        Thread.sleep(Duration.ofMillis(200 + random.nextLong(1_000)));
      }
    }
  }

  private void send(String json) throws InterruptedException {
    Duration pause = Duration.ofSeconds(1);
    while (!isAccepted(json)) {
      Thread.sleep(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  private boolean isAccepted(String json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + serviceKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json, UTF_8))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
      if (response.statusCode() / 100 == 4 && response.statusCode() != 429) {
        throw new CommandFailure("The demo's event was refused: " + response.body());
      }
      return response.statusCode() == ACCEPTED;
    } catch (IOException e) {
      notices.accept("The demo waits: the producer service does not answer.");
      return false;
    }
  }
}
