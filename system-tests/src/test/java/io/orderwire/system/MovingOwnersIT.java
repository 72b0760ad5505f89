package io.orderwire.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Of two adapters one goes away while events come in, and the other is asked for everything at that
 * moment: each request waits until somebody has the history, and is answered, and streams miss
 * nothing.
 */
class MovingOwnersIT {
  private static final int PARTNERS = 24;
  private static final int EVENTS = 5;

  private static final List<Function<Http, Answer>> READS =
      List.of(
          partner -> partner.get("/v1/orders/events?limit=5"),
          partner -> partner.get("/v1/orders/ord-1"),
          partner -> partner.get("/v1/subscriptions"));

  @Test
  void what_is_asked_while_an_owner_is_replaced_waits_and_is_answered()
      throws InterruptedException {
    try (LocalSystem system = LocalSystem.start("moving-owners")) {
      Map<String, String> keys = new LinkedHashMap<>();
      for (int n = 0; n < PARTNERS; n++) {
        keys.put("moving-" + n, system.newKey("moving-" + n));
      }
      post(system, keys);
      keys.values()
          .forEach(key -> new PartnerApi(system.partners().withToken(key)).whenAtLeast(EVENTS));
      ServiceProcess second = system.anotherAdapter("second").awaitReady();
      Http other = system.partnersAt(second);
      Map<String, List<Item>> before = histories(other, keys);
      Map<String, EventStream> streams = new LinkedHashMap<>();
      keys.forEach(
          (partner, key) ->
              streams.put(partner, EventStream.open(other.withToken(key), "").awaitConnections(1)));

      Map<String, List<JsonNode>> sent;
      try (Publisher publisher = Publisher.open(system, List.copyOf(keys.keySet()))) {
        streams.values().forEach(stream -> stream.awaitItems(1));
        system.adapter().kill();
        askForEverything(other, keys);

        system.adapter().start().awaitReady();
        askForReads(other, keys);
        system.adapter().halt();
        askForReads(other, keys);
        system.adapter().goOn();
        sent = publisher.finish();
      }
      streams.forEach(
          (partner, stream) ->
              assertThatItHasAll(
                  stream,
                  new PartnerApi(other.withToken(requireNonNull(keys.get(partner)))),
                  requireNonNull(before.get(partner)),
                  requireNonNull(sent.get(partner)).size()));
    }
  }

  /** The stream brought what came into the history meanwhile, once, in order, to the byte. */
  private static void assertThatItHasAll(
      EventStream stream, PartnerApi partner, List<Item> before, int sent) {
    List<Item> history = partner.whenAtLeast(before.size() + sent);
    assertThat(history).hasSize(before.size() + sent).startsWith(before.toArray(Item[]::new));
    stream.awaitItems(sent).close();
    assertThat(stream.items().stream().map(EventStream.Frame::data).toList())
        .isEqualTo(history.stream().skip(before.size()).map(Item::raw).toList());
  }

  private static void post(LocalSystem system, Map<String, String> keys) {
    for (String partner : keys.keySet()) {
      SampleEvents.post(
          system,
          IntStream.range(0, EVENTS)
              .mapToObj(n -> SampleEvents.created(partner, "ord-" + n, UUID.randomUUID())));
    }
  }

  private static Map<String, List<Item>> histories(Http http, Map<String, String> keys) {
    Map<String, List<Item>> all = new LinkedHashMap<>();
    keys.forEach(
        (partner, key) ->
            all.put(partner, new PartnerApi(http.withToken(key)).whenAtLeast(EVENTS)));
    return all;
  }

  private static void askForEverything(Http http, Map<String, String> keys) {
    askAtOnce(http, keys, Stream.concat(READS.stream(), Stream.of(MovingOwnersIT::acknowledge)));
  }

  private static void askForReads(Http http, Map<String, String> keys) {
    askAtOnce(http, keys, READS.stream());
  }

  private static Answer acknowledge(Http partner) {
    return partner.post(
        "/v1/orders/events/ack",
        "{\"cursor\":\"%s\"}"
            .formatted(partner.get("/v1/orders/events?limit=1").json().path("cursor").asString()));
  }

  private static void askAtOnce(
      Http http, Map<String, String> keys, Stream<Function<Http, Answer>> requests) {
    List<Function<Http, Answer>> all = requests.toList();
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Answer>> answers =
          keys.values().stream()
              .flatMap(
                  key ->
                      all.stream()
                          .map(
                              request ->
                                  CompletableFuture.supplyAsync(
                                      () -> request.apply(http.withToken(key)), threads)))
              .toList();
      assertThat(answers)
          .map(CompletableFuture::join)
          .allSatisfy(answer -> assertThat(answer.status()).as(answer.text()).isBetween(200, 204));
    }
    System.out.printf(
        "%d requests were answered within %d ms%n",
        all.size() * keys.size(), Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }
}
