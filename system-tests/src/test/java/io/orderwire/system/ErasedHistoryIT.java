package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What operators have erased and trimmed is gone for everybody, after a restart too. */
class ErasedHistoryIT {
  private final LocalSystem system = LocalSystem.shared();

  @Test
  void an_erased_order_keeps_its_slots_and_is_shown_by_nothing() {
    String id = "erased";
    PartnerApi partner = system.addPartner(id);
    String start = partner.page("").newestCursor();
    SampleEvents.post(system, SampleEvents.created(id, "ord-gone", UUID.randomUUID()));
    SampleEvents.post(system, SampleEvents.created(id, "ord-stays", UUID.randomUUID()));
    SampleEvents.post(system, SampleEvents.cancelled(id, "ord-gone", UUID.randomUUID()));
    List<Item> before = partner.whenAtLeast(3);
    String settled = "/v1/orders/events?newer_than=%s&limit=1".formatted(before.get(1).id());
    String newest = partner.http().get("/v1/orders/events").header("ETag");
    String page = partner.http().get(settled).header("ETag");

    Answer erased = system.command(id, "erase", "{\"order_id\":\"ord-gone\"}");
    assertThat(erased.json().path("slots").asInt()).isEqualTo(2);
    awaitErased(partner, start, 2);

    assertThat(partner.http().get("/v1/orders/events", "If-None-Match", newest).status())
        .isEqualTo(200);
    assertThat(partner.http().get(settled, "If-None-Match", page).status()).isEqualTo(200);
    List<Item> after = partner.after(start, 2);
    assertThat(after).extracting(Item::id).isEqualTo(before.stream().map(Item::id).toList());
    assertThat(after).extracting(Item::sequence).containsExactly(1L, 2L, 3L);
    assertThat(after).extracting(Item::type).containsExactly("erased", "order.created", "erased");
    assertThat(after.get(1)).isEqualTo(before.get(1));
    assertThatNothingShows(partner, start, before, "ord-gone");

    system.adapter().kill();
    system.adapter().start().awaitReady();
    assertThat(partner.after(start, 2)).as("after a restart").isEqualTo(after);
    assertThatNothingShows(partner, start, before, "ord-gone");
    assertThat(
            system
                .operator()
                .post("/admin/v1/partners/erased/history/erase", "{\"order_id\":\"ord-gone\"}")
                .code())
        .isEqualTo("unknown_order");
    assertThat(new AuditTopic(system).entries(id))
        .extracting(AuditEntry::getAction)
        .containsExactly("registered", "erase");
  }

  @Test
  void all_items_are_erased_also_void_ones_and_the_history_goes_on() {
    String id = "erased-all";
    PartnerApi partner = system.addPartner(id);
    String start = partner.page("").newestCursor();
    post(id, 5);
    partner.whenAtLeast(5);
    system.command(id, "new-epoch", "{\"from\":4,\"force\":true}");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> system.partnerView(id).path("newest_sequence").asInt() == 3);
    post(id, 1);
    partner.whenAtLeast(4);

    Answer erased = system.command(id, "erase", "{\"all\":true}");
    assertThat(erased.json().path("slots").asInt()).as("in both epochs").isEqualTo(6);
    awaitErased(partner, start, 4);
    post(id, 1);

    partner.whenAtLeast(5);
    assertThat(partner.after(start, 2))
        .extracting(Item::type)
        .containsExactly("erased", "erased", "erased", "erased", "order.created");
    // The commit may come a little after what adapters show.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(new HistoryTopic(system).latest(id))
                    .as("what is left in the topic of the void items")
                    .filteredOn(slot -> slot.epoch() == 0)
                    .hasSize(5)
                    .allMatch(HistoryTopic.Latest::isErased));
  }

  @Test
  void a_trimmed_history_begins_later_and_says_so() {
    String id = "trimmed";
    PartnerApi partner = system.addPartner(id);
    post(id, 10);
    List<Item> before = partner.whenAtLeast(10);

    assertThat(system.command(id, "trim", "{\"before\":6}").json().path("command_ids").size())
        .isEqualTo(1);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> system.partnerView(id).path("oldest_sequence").asInt() == 6);

    assertThatItBeginsAtSix(partner, before);
    system.adapter().kill();
    system.adapter().start().awaitReady();
    assertThatItBeginsAtSix(partner, before);
    assertThat(system.command(id, "trim", "{\"before\":6}").json().path("command_ids").size())
        .isZero();
  }

  private void post(String partnerId, int count) {
    IntStream.range(0, count)
        .forEach(
            n ->
                SampleEvents.post(
                    system, SampleEvents.created(partnerId, "ord-" + n, UUID.randomUUID())));
  }

  private static void awaitErased(PartnerApi partner, String start, int count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                partner.after(start, 100).stream()
                        .filter(item -> item.type().equals("erased"))
                        .count()
                    == count);
  }

  private static void assertThatNothingShows(
      PartnerApi partner, String start, List<Item> before, String orderId) {
    Http http = partner.http();
    for (String path :
        List.of(
            "/v1/orders/events",
            "/v1/orders/events?since=1970-01-01T00:00:00Z",
            "/v1/orders/events?order_id=" + orderId,
            "/v1/orders/created-history",
            "/v1/orders/events/" + before.getFirst().id(),
            "/v1/orders/events/" + before.getLast().id())) {
      Answer answer = http.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.text()).as(path).doesNotContain(orderId);
    }
    assertThat(http.get("/v1/orders/" + orderId).code()).isEqualTo("unknown_order");
    try (EventStream stream = EventStream.open(http, "?newer_than=" + start)) {
      stream.awaitItems(before.size());
      assertThat(stream.items()).noneMatch(frame -> frame.data().contains(orderId));
    }
  }

  private static void assertThatItBeginsAtSix(PartnerApi partner, List<Item> before) {
    assertThat(partner.forwards(3)).isEqualTo(before.subList(5, 10));
    assertThat(partner.backwards(3)).isEqualTo(before.subList(5, 10).reversed());
    assertThat(partner.page("?newer_than=" + before.get(4).id()).items())
        .as("who has read all that is gone misses nothing")
        .isEqualTo(before.subList(5, 10));
    Answer expired = partner.http().get("/v1/orders/events?newer_than=" + before.get(3).id());
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.code()).isEqualTo("cursor_expired");
    String oldest = expired.json().path("oldest_cursor").asString();
    assertThat(partner.page("?newer_than=" + oldest).items()).isEqualTo(before.subList(5, 10));
    assertThat(
            partner
                .http()
                .get("/v1/orders/events/stream", "Last-Event-ID", before.get(3).id())
                .status())
        .isEqualTo(410);
    assertThat(partner.http().get("/v1/orders/events/" + before.get(3).id()).status())
        .isEqualTo(410);
  }
}
