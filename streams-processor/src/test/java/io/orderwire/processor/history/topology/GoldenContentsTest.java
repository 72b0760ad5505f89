package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.Command;
import io.orderwire.processor.history.ContentHash;
import io.orderwire.schemas.EventRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins hashes that are kept in the state: a change here needs a new rules version. */
class GoldenContentsTest {

  @Test
  void the_rules_are_version_1_of_both() {
    assertThat(RulesVersion.CURRENT).isEqualTo(new RulesVersion(1, 1));
    assertThat(EventRules.MAX_EVENT_BYTES).isEqualTo(262_144);
  }

  @Test
  void events_hash_like_this() {
    assertThat(
            List.of(
                Contents.of(Input.created("acme", 1, "12.50")),
                Contents.of(Input.cancelled("acme", 1, "why"))))
        .containsExactly(
            new ContentHash(2137534055711776017L, -6170369459708259926L),
            new ContentHash(-4852130143356992673L, 8243329810429447217L));
  }

  @Test
  void the_partner_and_the_id_are_not_part_of_the_content() {
    OrderEvent event = Input.created("acme", 1, "2.5");
    ContentHash one =
        Contents.of(
            OrderEvent.newBuilder()
                .setEventId(Input.id(9))
                .setPartnerId("other")
                .setOrderId(event.getOrderId())
                .setOccurredAt(event.getOccurredAt())
                .setData(event.getData())
                .build());
    assertThat(one).isEqualTo(Contents.of(event));
  }

  @Test
  void commands_hash_like_this() {
    Command erase = new Command.Erase(List.of(new Command.SlotRange(0, 1, 2)));
    assertThat(
            List.of(
                Contents.of(erase),
                Contents.of(new Command.Trim(2)),
                Contents.of(new Command.NewEpoch(2))))
        .containsExactly(
            new ContentHash(2716114776101936197L, 7004912477357736387L),
            new ContentHash(-8456275770088980891L, 8172216164520287353L),
            new ContentHash(6320929958153111208L, 7500157965838157480L));
  }
}
