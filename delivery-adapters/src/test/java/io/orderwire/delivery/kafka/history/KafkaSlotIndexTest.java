package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.History.NotHereException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KafkaSlotIndexTest {
  private OpenedHistory opened;
  private Entries entries;
  private KafkaSlotIndex slots;

  @BeforeEach
  void open() {
    opened = new OpenedHistory();
    entries = opened.entries;
    slots = new KafkaSlotIndex(opened.partitions);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  /** Sequences 1 to 9 in epoch 0, of which those from 6 on are void; 6 and 7 in epoch 1. */
  private void twoEpochs() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 9);
    opened.take(
        entries.header(ACME, 1, 6, 1, 5), entries.event(ACME, 1, 6), entries.event(ACME, 1, 7));
  }

  @Test
  void a_partner_without_events_has_no_slots() {
    assertThat(slots.partners()).isEmpty();
    assertThat(slots.all(ACME)).isEmpty();
    assertThat(slots.ofOrder(ACME, "ord-1")).isEmpty();
    assertThat(slots.epoch(ACME)).isZero();
  }

  @Test
  void all_slots_are_those_of_each_epoch_void_ones_too() {
    twoEpochs();
    assertThat(slots.partners()).containsExactly(ACME);
    assertThat(slots.all(ACME)).containsExactly(new SlotRange(0, 1, 9), new SlotRange(1, 6, 7));
  }

  @Test
  void an_epoch_counts_as_soon_as_it_has_begun() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 3);
    opened.take(entries.header(ACME, 1, 2, 1, 1));
    assertThat(slots.epoch(ACME)).isEqualTo(1);
    assertThat(slots.all(ACME)).containsExactly(new SlotRange(0, 1, 3));
  }

  @Test
  void trimmed_slots_are_none() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 9);
    opened.take(entries.header(ACME, 0, 1, 3, 9));
    opened.take(entries.trimmed(ACME, 0, 1), entries.trimmed(ACME, 0, 2));
    assertThat(slots.all(ACME)).containsExactly(new SlotRange(0, 3, 9));
    assertThat(slots.ofOrder(ACME, "ord-1")).isEmpty();
  }

  @Test
  void an_orders_slots_are_found_in_each_epoch() {
    twoEpochs();
    assertThat(slots.ofOrder(ACME, "ord-1")).containsExactly(new SlotRange(0, 1, 2));
    assertThat(slots.ofOrder(ACME, "ord-3"))
        .containsExactly(new SlotRange(0, 5, 6), new SlotRange(1, 6, 6));
    assertThat(slots.ofOrder(ACME, "ord-4"))
        .containsExactly(new SlotRange(0, 7, 8), new SlotRange(1, 7, 7));
  }

  @Test
  void an_erased_item_is_a_slot_but_of_no_order() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 4);
    opened.take(entries.erased(ACME, 0, 1));
    assertThat(slots.ofOrder(ACME, "ord-1")).containsExactly(new SlotRange(0, 2, 2));
    assertThat(slots.all(ACME)).containsExactly(new SlotRange(0, 1, 4));
  }

  @Test
  void there_is_content_until_all_is_erased_in_all_epochs_and_what_cannot_be_read_too() {
    assertThat(slots.hasContent(ACME)).isFalse();
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 2);
    opened.take(entries.header(ACME, 1, 2, 1, 1), entries.event(ACME, 1, 2));
    opened.take(entries.garbage(ACME, 1, 3));
    opened.take(entries.erased(ACME, 0, 1), entries.erased(ACME, 1, 2));
    assertThat(slots.hasContent(ACME)).as("a void item").isTrue();
    opened.take(entries.erased(ACME, 0, 2));
    assertThat(slots.hasContent(ACME)).as("one that cannot be read").isTrue();
    opened.take(entries.erased(ACME, 1, 3));
    assertThat(slots.hasContent(ACME)).isFalse();
  }

  @Test
  void what_is_withheld_is_found_too() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 6);
    opened.take(entries.event(ACME, 0, 3, "other"));
    assertThat(opened.newest()).isEqualTo(2);
    assertThat(slots.ofOrder(ACME, "ord-3")).containsExactly(new SlotRange(0, 5, 6));
    assertThat(slots.all(ACME)).containsExactly(new SlotRange(0, 1, 6));
  }

  @Test
  void a_slot_that_could_not_be_read_is_one_too() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 3);
    opened.take(entries.garbage(ACME, 0, 4));
    assertThat(slots.all(ACME)).containsExactly(new SlotRange(0, 1, 4));
  }

  @Test
  void who_does_not_have_the_history_knows_no_slots() {
    opened.partitions.closing(OpenedHistory.PARTITION, opened.partition);
    assertThatThrownBy(() -> slots.all(ACME)).isInstanceOf(NotHereException.class);
    assertThat(slots.partners()).isEmpty();
  }
}
