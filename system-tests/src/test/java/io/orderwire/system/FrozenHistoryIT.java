package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Another content comes for a slot that is known: the partner is frozen, and let go on again. */
class FrozenHistoryIT {
  private static final String BEGINNING = "?since=1970-01-01T00:00:00Z";
  private static final int FROZEN_FROM = 4;

  private final LocalSystem system = LocalSystem.shared();

  @Test
  void a_conflict_freezes_one_partner_until_the_operator_begins_a_new_epoch() {
    String id = "frozen";
    List<String> events = events(id, 5);
    PartnerApi partner = system.addPartner(id);
    events.forEach(event -> SampleEvents.post(system, event));
    List<Item> before = partner.whenAtLeast(5);
    double conflicts = system.adapter().metric("orderwire_history_conflicts_total");
    try (EventStream ahead = EventStream.open(partner.http(), BEGINNING)) {
      ahead.awaitItems(5);
      new HistoryTopic(system).contradict(id, FROZEN_FROM);
      system.awaitFrozen(id, true);

      assertThatItIsAlarmed(conflicts);
      assertThatOnlyTheAgreedIsServed(partner, before);
      assertThatOthersGoOn();
      events.add(SampleEvents.created(id, "ord-late", UUID.randomUUID()));
      SampleEvents.post(system, events.getLast());
      try (EventStream behind = EventStream.open(partner.http(), BEGINNING)) {
        behind.awaitItems(3);
        await().atMost(Duration.ofMinutes(1)).until(() -> behind.heartbeats() > 0);
        assertThat(behind.items()).hasSize(3);
        assertThat(ahead.items()).hasSize(5);

        String newEpoch = "{\"from\":%d}".formatted(FROZEN_FROM);
        system.command(id, "new-epoch", newEpoch, "X-Request-Id", "ticket-12");
        system.awaitFrozen(id, false);
        // What the new epoch made void is no duplicate.
        events.subList(3, 6).forEach(event -> SampleEvents.post(system, event));

        List<Item> after = partner.whenAtLeast(6);
        assertThatItGoesOn(partner, before, after);
        behind.awaitItems(6);
        assertThat(behind.items().stream().map(EventStream.Frame::data).toList())
            .as("a stream that had not come further goes on by itself")
            .isEqualTo(after.stream().map(Item::raw).toList());
        assertThatWhoHadComeFurtherIsTold(partner, before);
        assertThat(
                system
                    .operator()
                    .post("/admin/v1/partners/frozen/history/new-epoch", newEpoch)
                    .code())
            .isEqualTo("conflict");
      }
    }
    assertThatItIsRecorded(id);
  }

  @Test
  void a_new_epoch_is_asked_for_twice_and_begun_once() {
    String id = "frozen-twice";
    PartnerApi partner = system.addPartner(id);
    events(id, 2).forEach(event -> SampleEvents.post(system, event));
    List<Item> before = partner.whenAtLeast(2);
    new HistoryTopic(system).contradict(id, 2);
    system.awaitFrozen(id, true);

    String first = commandId(system.command(id, "new-epoch", "{\"from\":2}"));
    Answer second =
        system.operator().post("/admin/v1/partners/frozen-twice/history/new-epoch", "{\"from\":2}");

    assertThat(second.status() == 409 || commandId(second).equals(first))
        .as(second.text())
        .isTrue();
    system.awaitFrozen(id, false);
    SampleEvents.post(system, SampleEvents.created(id, "ord-again", UUID.randomUUID()));
    assertThat(partner.whenAtLeast(2).getFirst()).isEqualTo(before.getFirst());
    assertThat(system.partnerView(id).path("epoch").asInt()).isEqualTo(1);
  }

  private static String commandId(Answer answer) {
    return answer.json().path("command_id").asString();
  }

  private static List<String> events(String partnerId, int count) {
    return new ArrayList<>(
        IntStream.rangeClosed(1, count)
            .mapToObj(n -> SampleEvents.created(partnerId, "ord-" + n, UUID.randomUUID()))
            .toList());
  }

  private void assertThatItIsAlarmed(double conflictsBefore) {
    JsonNode view = system.partnerView("frozen");
    assertThat(view.path("frozen_from").asInt()).isEqualTo(FROZEN_FROM);
    assertThat(view.path("newest_sequence").asInt()).isEqualTo(FROZEN_FROM - 1);
    assertThat(system.adapter().metric("orderwire_history_conflicts_total"))
        .isEqualTo(conflictsBefore + 1);
    assertThat(system.adapter().metric("orderwire_history_frozen")).isEqualTo(1);
    assertThat(system.adapter().logged("INCIDENT"))
        .anyMatch(line -> line.contains("came again with other content"));
    assertThat(system.adapter().isReady()).as("other partners are served").isTrue();
  }

  private static void assertThatOnlyTheAgreedIsServed(PartnerApi partner, List<Item> before) {
    assertThat(partner.forwards(2)).isEqualTo(before.subList(0, 3));
    assertThat(partner.backwards(2)).isEqualTo(before.subList(0, 3).reversed());
    for (int place : new int[] {2, 3, 4}) {
      Answer beyond = partner.http().get("/v1/orders/events?newer_than=" + before.get(place).id());
      assertThat(beyond.status()).isEqualTo(503);
      assertThat(beyond.code()).isEqualTo("history_frozen");
      assertThat(beyond.header("Retry-After")).isEqualTo("30");
    }
    assertThat(partner.http().get("/v1/orders/events/" + before.get(3).id()).status())
        .isEqualTo(503);
  }

  private void assertThatOthersGoOn() {
    SampleEvents.post(system, SampleEvents.created("frozen-other", "ord-1", UUID.randomUUID()));
    assertThat(system.addPartner("frozen-other").whenAtLeast(1)).hasSize(1);
  }

  private void assertThatItGoesOn(PartnerApi partner, List<Item> before, List<Item> after) {
    assertThat(after.subList(0, 3)).as("what was agreed on stays").isEqualTo(before.subList(0, 3));
    assertThat(after)
        .extracting(Item::sequence, item -> item.json().path("order_id").asString())
        .endsWith(tuple(4L, "ord-4"), tuple(5L, "ord-5"), tuple(6L, "ord-late"));
    assertThat(after.subList(3, 6)).extracting(Item::id).doesNotContain(before.get(3).id());
    assertThat(partner.page("?newer_than=" + before.get(2).id()).items())
        .as("ids below the new epoch stay valid")
        .isEqualTo(after.subList(3, 6));
    JsonNode view = system.partnerView("frozen");
    assertThat(view.path("epoch").asInt()).isEqualTo(1);
    assertThat(view.has("frozen_from")).isFalse();
  }

  private static void assertThatWhoHadComeFurtherIsTold(PartnerApi partner, List<Item> before) {
    for (Item replaced : before.subList(3, 5)) {
      Answer page = partner.http().get("/v1/orders/events?newer_than=" + replaced.id());
      assertThat(page.status()).isEqualTo(410);
      assertThat(page.code()).isEqualTo("cursor_expired");
      Answer stream =
          partner.http().get("/v1/orders/events/stream", "Last-Event-ID", replaced.id());
      assertThat(stream.status()).isEqualTo(410);
      assertThat(partner.http().get("/v1/orders/events/" + replaced.id()).status()).isEqualTo(410);
    }
  }

  private void assertThatItIsRecorded(String id) {
    assertThat(new AuditTopic(system).entries(id))
        .extracting(AuditEntry::getAction, AuditEntry::getResourceType, AuditEntry::getActorKind)
        .containsExactly(
            tuple("registered", "partner", "operator"), tuple("new_epoch", "history", "operator"));
    assertThat(new AuditTopic(system).entries(id).getLast().getRequestId()).isEqualTo("ticket-12");
  }
}
