package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History.NotHereException;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PartitionHistoryTest {
  private OpenedHistory opened;
  private Entries entries;

  @BeforeEach
  void open() {
    opened = new OpenedHistory();
    entries = opened.entries;
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void a_partner_without_events_has_an_empty_history() {
    assertThat(opened.history.extent(ACME)).isEqualTo(Extent.EMPTY);
    assertThat(opened.history.readAfter(ACME, 0, 10)).isEmpty();
    assertThat(opened.history.readBefore(ACME, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(opened.history.epochAt(ACME, 0)).isEqualTo(OptionalLong.of(0));
    assertThat(opened.history.sequenceBefore(ACME, Entries.START)).isZero();
  }

  @Test
  void shows_items_as_json_that_is_rendered_once() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 1);
    Event item = opened.history.readAfter(ACME, 0, 1).getFirst();
    String id = ItemIds.encode(ACME, new Position(0, 1));
    assertThat(new String(item.json(), UTF_8))
        .isEqualTo(
            "{\"id\":\""
                + id
                + "\",\"sequence\":1,\"type\":\"order.created\","
                + "\"occurred_at\":\"2026-11-24T05:59:59Z\","
                + "\"recorded_at\":\"2026-11-24T06:00:01Z\",\"order_id\":\"ord-1\",\"data\":{"
                + "\"customer_id\":\"content\",\"currency\":\"USD\",\"total\":\"4.50\","
                + "\"items\":[{\"line\":1,\"sku\":\"flat-white\",\"quantity\":1,"
                + "\"amount\":\"4.50\"}],\"attributes\":{\"a\":\"1\",\"b\":\"2\"}}}");
    assertThat(new String(item.createdHistoryJson(), UTF_8))
        .isEqualTo(
            "{\"id\":\""
                + id
                + "\",\"occured_at\":\"2026-11-24T05:59:59Z\",\"order_id\":\"ord-1\"}");
  }

  @Test
  void reads_pages_in_both_directions() {
    opened.events(1, 10);
    assertThat(opened.sequencesAfter(0, 3)).containsExactly(1L, 2L, 3L);
    assertThat(opened.sequencesAfter(8, 5)).containsExactly(9L, 10L);
    assertThat(opened.sequencesAfter(10, 5)).isEmpty();
    assertThat(opened.sequencesBefore(Long.MAX_VALUE, 3)).containsExactly(10L, 9L, 8L);
    assertThat(opened.sequencesBefore(3, 5)).containsExactly(2L, 1L);
    assertThat(opened.sequencesBefore(1, 5)).isEmpty();
  }

  @Test
  void reads_the_same_after_a_restart() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 30);
    List<String> before = opened.shown();
    opened.reopen();
    assertThat(opened.shown()).isEqualTo(before).hasSize(91);
    opened.events(31, 31);
    assertThat(opened.newest()).isEqualTo(31);
  }

  @Test
  void skips_an_entry_that_an_aborted_transaction_left() {
    opened.events(1, 5).events(3, 6);
    assertThat(opened.newest()).isEqualTo(6);
    assertThat(opened.count("duplicates")).isEqualTo(3);
    assertThat(opened.count("conflicts")).isZero();
  }

  @Test
  void shows_nothing_beyond_a_slot_that_is_not_there_yet() {
    opened.partition.complete(false);
    opened.events(1, 3).events(5, 7);
    assertThat(opened.history.extent(ACME))
        .isEqualTo(new Extent(new Position(0, 1), new Position(0, 3), false));
    assertThat(opened.sequencesAfter(0, 100)).containsExactly(1L, 2L, 3L);
    opened.take(entries.erased(ACME, 0, 4));
    assertThat(opened.newest()).isEqualTo(7);
  }

  @Test
  void erasing_replaces_the_event_in_either_order() {
    opened.events(1, 3).take(entries.erased(ACME, 0, 2));
    List<String> eventFirst = opened.shown();
    assertThat(opened.history.readAfter(ACME, 1, 1).getFirst().type()).isEqualTo(EventType.ERASED);
    assertThat(opened.ofOrder("ord-1")).hasSize(1);
    try (OpenedHistory other = new OpenedHistory()) {
      other.take(other.entries.erased(ACME, 0, 2)).events(1, 3);
      assertThat(other.shown()).isEqualTo(eventFirst);
      assertThat(other.ofOrder("ord-1")).hasSize(1);
      assertThat(other.count("conflicts")).isZero();
    }
  }

  @Test
  void an_erased_item_says_so_and_nothing_of_the_event() {
    opened.take(entries.erased(ACME, 0, 1));
    assertThat(new String(opened.history.readAfter(ACME, 0, 1).getFirst().json(), UTF_8))
        .isEqualTo(
            "{\"id\":\""
                + ItemIds.encode(ACME, new Position(0, 1))
                + "\",\"sequence\":1,\"type\":\"erased\",\"recorded_at\":\"2026-11-24T08:46:39Z\"}");
  }

  @Test
  void trimming_moves_the_oldest_and_removes_what_is_below() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 6);
    opened.take(
        entries.trimmed(ACME, 0, 1), entries.trimmed(ACME, 0, 2), entries.header(ACME, 0, 1, 4, 6));
    assertThat(opened.history.extent(ACME).oldest()).isEqualTo(new Position(0, 4));
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(4L, 5L, 6L);
    assertThat(opened.sequencesBefore(6, 9)).containsExactly(5L, 4L);
    assertThat(opened.ofOrder("ord-1")).isEmpty();
    opened.reopen();
    assertThat(opened.history.extent(ACME).oldest()).isEqualTo(new Position(0, 4));
  }

  @Test
  void a_history_that_is_trimmed_whole_goes_on_after_its_newest() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 3);
    opened.take(entries.header(ACME, 0, 1, 4, 3));
    assertThat(opened.history.extent(ACME))
        .isEqualTo(new Extent(new Position(0, 4), new Position(0, 3), false));
    assertThat(opened.history.readAfter(ACME, 0, 9)).isEmpty();
    opened.events(4, 4);
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(4L);
  }

  @Test
  void what_compaction_left_is_shown_like_what_was_read_live() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 8);
    opened.take(entries.trimmed(ACME, 0, 1), entries.trimmed(ACME, 0, 2));
    opened.take(entries.header(ACME, 0, 1, 3, 8), entries.erased(ACME, 0, 5));
    opened.take(entries.header(ACME, 1, 8, 3, 7), entries.event(ACME, 1, 8, "again"));
    opened.take(entries.erased(ACME, 0, 4)).take(entries.event(ACME, 1, 9));
    try (OpenedHistory restored = new OpenedHistory()) {
      Entries left = restored.entries;
      restored.partition.complete(false);
      restored.events(3, 3).events(6, 8).take(left.header(ACME, 0, 1, 3, 8));
      restored.take(left.erased(ACME, 0, 5), left.header(ACME, 1, 8, 3, 7));
      restored.take(left.event(ACME, 1, 8, "again"), left.erased(ACME, 0, 4));
      restored.take(left.event(ACME, 1, 9));
      restored.partition.complete(true);
      assertThat(restored.shown()).isEqualTo(opened.shown()).hasSize(1 + 3 * 7);
      assertThat(restored.history.extent(ACME).frozen()).isFalse();
    }
  }

  @Test
  void what_lies_behind_a_gap_is_shown_once_it_is_filled_also_in_an_epoch_before_the_newest() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(2, 3);
    opened.take(entries.header(ACME, 1, 4, 1, 3));
    opened.take(entries.erased(ACME, 0, 1));
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void passes_over_what_is_no_record_of_a_history() {
    opened.take(
        new Entries.Entry("garbage".getBytes(UTF_8), "garbage".getBytes(UTF_8)),
        entries.event("another-partition", 0, 1),
        entries.trimmed(ACME, 0, 0));
    opened.events(1, 1);
    assertThat(opened.newest()).isEqualTo(1);
    assertThat(opened.count("unreadable")).isEqualTo(3);
  }

  @Test
  void finds_the_first_item_at_or_after_a_time_and_passes_over_erased_ones() {
    opened.events(1, 40);
    for (long erased = 10; erased <= 20; erased++) {
      opened.take(entries.erased(ACME, 0, erased));
    }
    assertThat(opened.history.sequenceBefore(ACME, Entries.START)).isZero();
    assertThat(opened.history.sequenceBefore(ACME, Entries.START.plusSeconds(5))).isEqualTo(4);
    assertThat(opened.history.sequenceBefore(ACME, Entries.START.plusMillis(5001))).isEqualTo(5);
    assertThat(opened.history.sequenceBefore(ACME, Entries.START.plusSeconds(15))).isEqualTo(20);
    assertThat(opened.history.sequenceBefore(ACME, Entries.START.plusSeconds(40))).isEqualTo(39);
    assertThat(opened.history.sequenceBefore(ACME, Entries.START.plusSeconds(41))).isEqualTo(40);
  }

  @Test
  void finds_the_events_of_one_order() {
    opened.events(1, 6);
    assertThat(opened.ofOrder("ord-2"))
        .extracting(item -> item.position().sequence())
        .containsExactly(3L, 4L);
    assertThat(opened.ofOrder("ord-")).isEmpty();
  }

  @Test
  void a_partition_that_is_closed_is_not_here() {
    opened.events(1, 3);
    PartitionReader reader = opened.partition.reader();
    opened.partition.close();
    assertThatThrownBy(() -> reader.after(ACME, 0, 1, null)).isInstanceOf(NotHereException.class);
    assertThatThrownBy(() -> reader.ofOrder(ACME, "ord-1", _ -> {}))
        .isInstanceOf(NotHereException.class);
    opened.reopen();
  }
}
