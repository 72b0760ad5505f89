package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.Answer;
import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.PartnerApi;
import io.orderwire.system.TpchEvents;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Every partner of a file of events has an endpoint in each order; the adapter is killed with -9
 * while it delivers. How often is set by {@code orderwire.kills}, the moments by {@code
 * orderwire.seed}, the file by {@code orderwire.tpch}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTpchIT {
  private static final int KILLS = Integer.getInteger("orderwire.kills", 3);
  private static final int MOST_IN_FLIGHT = 10;

  private final LocalSystem system = LocalSystem.shared();
  private final Random random = new Random(Long.getLong("orderwire.seed", 20_261_124));
  private final TpchEvents events = TpchEvents.load(".hook");
  private final Map<String, List<JsonNode>> sent = events.byPartner();
  private final Map<String, List<Item>> histories = new LinkedHashMap<>();
  private final List<Long> kills = new ArrayList<>();
  private final Receiver receiver = Receiver.start();

  @BeforeAll
  void deliverWhileKilling() {
    Map<String, PartnerApi> partners = new LinkedHashMap<>();
    sent.keySet().forEach(id -> partners.put(id, system.addPartner(id)));
    partners.forEach(this::addEndpoints);
    long start = System.nanoTime();
    CompletableFuture<Answer> posted = CompletableFuture.supplyAsync(this::post);
    killAtTimes();
    assertThat(posted.join().status()).as(posted.join().text()).isEqualTo(202);
    awaitTaken(3 * events.size());
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf("%,d deliveries over %d kills in %.1f s%n", receiver.takenIds(), KILLS, took);
    partners.forEach((id, partner) -> histories.put(id, partner.whenAtLeast(count(id))));
  }

  @AfterAll
  void stopReceiver() {
    receiver.close();
  }

  @Test
  void every_endpoint_gets_every_item_and_nothing_else() {
    assertThat(histories).hasSize(25);
    forEachEndpoint(
        (inbox, items) -> assertThat(DeliveryChecks.complete(items, inbox.live())).isEmpty());
  }

  @Test
  void order_partner_is_first_delivered_in_sequence_one_request_at_a_time() {
    histories.forEach((id, items) -> checkOrder(inbox(id, "partner"), items, item -> ""));
  }

  @Test
  void order_order_is_first_delivered_in_each_order_s_sequence_one_request_of_an_order_at_a_time() {
    histories.forEach((id, items) -> checkOrder(inbox(id, "order"), items, WebhookTpchIT::orderId));
  }

  @Test
  void every_endpoint_can_prove_by_the_previous_sequences_that_it_has_all() {
    forEachEndpoint((inbox, items) -> assertThat(DeliveryChecks.chained(inbox.live())).isEmpty());
  }

  @Test
  void only_what_was_in_flight_at_a_kill_comes_again() {
    List<Integer> counts = new ArrayList<>();
    for (String order : List.of("partner", "order", "none")) {
      int most = order.equals("partner") ? 1 : MOST_IN_FLIGHT;
      for (String id : histories.keySet()) {
        DeliveryChecks.Repeats repeats = DeliveryChecks.repeats(inbox(id, order).live(), kills);
        assertThat(repeats.unexplained()).as("%s, order %s", id, order).isEmpty();
        assertThat(repeats.mostAfterAKill())
            .as("%s, order %s", id, order)
            .isLessThanOrEqualTo(most);
        counts.add(repeats.count());
      }
    }
    int repeated = counts.stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%,d repeats of %,d deliveries%n", repeated, 3 * events.size());
  }

  @Test
  void every_request_is_signed() {
    forEachEndpoint((inbox, items) -> assertThat(inbox.forged()).isEmpty());
  }

  private void checkOrder(Inbox inbox, List<Item> items, Function<Item, String> key) {
    List<Arrival> live = inbox.live();
    assertThat(DeliveryChecks.inOrder(items, live, key)).as(inbox.url()).isEmpty();
    assertThat(DeliveryChecks.oneAtATime(items, live, key, kills)).as(inbox.url()).isEmpty();
  }

  private void addEndpoints(String id, PartnerApi partner) {
    WebhookApi api = new WebhookApi(partner.http());
    Map.of("partner", "full", "order", "thin", "none", "cloudevents")
        .forEach(
            (order, format) ->
                api.active(
                    inbox(id, order).behave(Behaviour.slow(Duration.ofMillis(16))),
                    "\"order\":\"%s\",\"format\":\"%s\",\"start\":\"beginning\",\"limits\":{\"max_in_flight\":%d}"
                        .formatted(order, format, MOST_IN_FLIGHT)));
  }

  private Answer post() {
    return system
        .ingest()
        .send(
            "POST",
            "/v1/events",
            BodyPublishers.ofString(events.ndjson()),
            "Content-Type",
            "application/x-ndjson",
            "Prefer",
            "return=minimal");
  }

  /** Spread over the deliveries, each at a random moment; half of the time the successor too. */
  private void killAtTimes() {
    int total = 3 * events.size();
    while (kills.size() < KILLS) {
      awaitTaken((int) ((long) total * (kills.size() + 1) / (KILLS + 2)));
      pause(random.nextInt(200));
      kill();
      if (random.nextBoolean() && kills.size() < KILLS) {
        pause(random.nextInt(5_000));
        kill();
      }
      system.adapter().awaitReady();
    }
  }

  private void kill() {
    system.adapter().kill();
    // What the killed one had written is read by now, long before the next one can send.
    pause(200);
    kills.add(System.nanoTime());
    system.adapter().start();
  }

  private static String orderId(Item item) {
    return item.json().path("order_id").asString();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private void awaitTaken(int count) {
    await(count + " deliveries")
        .atMost(Duration.ofMinutes(30))
        .until(() -> receiver.takenIds() >= count);
  }

  private void forEachEndpoint(BiConsumer<Inbox, List<Item>> check) {
    histories.forEach(
        (id, items) ->
            List.of("partner", "order", "none")
                .forEach(order -> check.accept(inbox(id, order), items)));
  }

  private Inbox inbox(String partnerId, String order) {
    return receiver.inbox(partnerId + "/" + order);
  }

  private int count(String partnerId) {
    return Objects.requireNonNull(sent.get(partnerId)).size();
  }
}
