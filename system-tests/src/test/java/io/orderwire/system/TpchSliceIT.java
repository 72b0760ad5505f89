package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A file of events goes in, and comes out the same on every way that a partner can take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TpchSliceIT {
  private final LocalSystem system = LocalSystem.shared();
  private final TpchEvents events = TpchEvents.load(".slice");
  private final Map<String, List<JsonNode>> sent = events.byPartner();
  private final Map<String, PartnerApi> partners = new LinkedHashMap<>();
  private final Map<String, List<Item>> histories = new LinkedHashMap<>();

  @BeforeAll
  void ingest() {
    sent.keySet().forEach(id -> partners.put(id, system.addPartner(id)));
    post();
    partners.forEach((id, partner) -> histories.put(id, partner.whenAtLeast(sent(id).size())));
  }

  @Test
  void gives_each_partner_its_events_in_the_file_s_order_without_gaps() {
    assertThat(histories).hasSize(25);
    histories.forEach((id, items) -> Histories.assertThatTheyAre(items, sent(id)));
  }

  @Test
  void keeps_decimal_totals_exact() {
    List<JsonNode> all = histories.values().stream().flatMap(List::stream).map(Item::json).toList();
    BigDecimal total = TpchEvents.sumOfTotals(all);
    assertThat(total).isEqualByComparingTo(events.totals());
    System.out.printf("%,d items of %d partners, totals %s%n", all.size(), sent.size(), total);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  void gives_the_same_items_in_pages_of_any_size(int limit) {
    partners.forEach((id, partner) -> assertThat(partner.forwards(limit)).isEqualTo(history(id)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1000})
  void gives_the_same_items_walking_back(int limit) {
    partners.forEach(
        (id, partner) -> assertThat(partner.backwards(limit).reversed()).isEqualTo(history(id)));
  }

  @Test
  void gives_the_same_items_over_sse_from_the_start() {
    partners.forEach(
        (id, partner) -> {
          try (EventStream stream =
              EventStream.open(partner.http(), "?since=1970-01-01T00:00:00Z")) {
            stream.awaitItems(history(id).size());
            assertThat(stream.items().stream().map(EventStream.Frame::data).toList())
                .isEqualTo(history(id).stream().map(Item::raw).toList());
            assertThat(stream.items().stream().map(EventStream.Frame::id).toList())
                .isEqualTo(history(id).stream().map(Item::id).toList());
          }
        });
  }

  @Test
  void lists_only_created_orders_in_the_created_history() {
    partners.forEach(
        (id, partner) -> {
          List<String> created =
              history(id).stream()
                  .filter(item -> item.type().equals("order.created"))
                  .map(Item::id)
                  .toList();
          assertThat(createdHistory(partner)).isEqualTo(created.reversed());
        });
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void makes_not_one_new_item_of_a_file_that_is_sent_again() {
    post();
    // A new event behind the repeated ones gets the next sequence, so none of them got one.
    partners.forEach(
        (id, partner) -> {
          SampleEvents.post(system, SampleEvents.cancelled(id, "ord-last", UUID.randomUUID()));
          int count = history(id).size() + 1;
          await().atMost(Duration.ofMinutes(2)).until(() -> partner.newestSequence() >= count);
          List<Item> now = partner.forwards(1000);
          assertThat(now).hasSize(count);
          assertThat(now.subList(0, count - 1)).isEqualTo(history(id));
        });
  }

  private List<JsonNode> sent(String partnerId) {
    return Objects.requireNonNull(sent.get(partnerId));
  }

  private List<Item> history(String partnerId) {
    return Objects.requireNonNull(histories.get(partnerId));
  }

  private void post() {
    long start = System.nanoTime();
    Answer answer =
        system
            .ingest()
            .send(
                "POST",
                "/v1/events",
                BodyPublishers.ofString(events.ndjson()),
                "Content-Type",
                "application/x-ndjson",
                "Prefer",
                "return=minimal");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.text())
        .isEqualToIgnoringNewLines(
            "{\"status\":\"done\",\"accepted\":%d,\"rejected\":0}".formatted(events.size()));
    System.out.printf(
        "%,d events taken in %.1f s%n", events.size(), (System.nanoTime() - start) / 1e9);
  }

  private static List<String> createdHistory(PartnerApi partner) {
    List<String> ids = new ArrayList<>();
    String query = "?limit=50";
    while (true) {
      Answer page = partner.http().get("/v1/orders/created-history" + query);
      assertThat(page.status()).isEqualTo(200);
      Item.ofPage(page.text(), "orders_created_events").forEach(item -> ids.add(item.id()));
      if (!page.json().path("has_more_items").asBoolean()) {
        return ids;
      }
      query = "?limit=50&older_than=" + page.json().path("cursor").asString();
    }
  }
}
