package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.Position;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conflicts, gaps and unreadable slots, and the epochs that end them. */
final class IncidentsTest {
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
  void a_slot_that_stays_missing_freezes_the_history_before_it() {
    opened.partition.complete(false);
    opened.events(1, 3).events(5, 7);
    opened.partition.complete(true);
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
    assertThat(opened.newest()).isEqualTo(3);
    assertThat(opened.count("gaps")).isEqualTo(1);
    opened.reopen();
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
    assertThat(opened.newest()).isEqualTo(3);
  }

  @Test
  void other_content_in_a_known_slot_freezes_the_history_before_it() {
    opened.events(1, 5);
    List<String> before = opened.shown();
    opened.take(entries.event(ACME, 0, 4, "other")).events(6, 6);
    assertThat(opened.history.extent(ACME))
        .isEqualTo(new Extent(new Position(0, 1), new Position(0, 3), true));
    assertThat(opened.shown().subList(1, 10)).isEqualTo(before.subList(1, 10));
    assertThat(opened.sequencesBefore(Long.MAX_VALUE, 9)).containsExactly(3L, 2L, 1L);
    assertThat(opened.count("conflicts")).isEqualTo(1);
  }

  @Test
  void a_conflict_is_remembered_over_a_restart_and_told_once() {
    opened.events(1, 5).take(entries.event(ACME, 0, 4, "other"));
    opened.reopen();
    opened.take(entries.event(ACME, 0, 4, "other"));
    assertThat(opened.newest()).isEqualTo(3);
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
    assertThat(opened.count("conflicts")).isEqualTo(1);
  }

  @Test
  void the_same_event_from_another_source_position_is_a_conflict() {
    opened.events(1, 2);
    Entries.Entry moved = new Entries(opened.registry).event(ACME, 0, 2);
    byte[] value = requireNonNull(moved.value()).clone();
    value[value.length - 1] ^= 2; // the source offset is the last field
    opened.take(new Entries.Entry(moved.key(), value));
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
  }

  @Test
  void a_new_epoch_ends_a_conflict_and_voids_what_was_beyond() {
    opened.events(1, 6).take(entries.event(ACME, 0, 4, "other"));
    opened.take(entries.header(ACME, 1, 4, 1, 3));
    assertThat(opened.history.extent(ACME))
        .isEqualTo(new Extent(new Position(0, 1), new Position(0, 3), false));
    opened.take(entries.event(ACME, 1, 4, "agreed"), entries.event(ACME, 1, 5));
    assertThat(opened.history.extent(ACME).newest()).isEqualTo(new Position(1, 5));
    assertThat(opened.history.epochAt(ACME, 3)).isEqualTo(OptionalLong.of(0));
    assertThat(opened.history.epochAt(ACME, 4)).isEqualTo(OptionalLong.of(1));
    assertThat(opened.history.epochAt(ACME, 6)).isEmpty();
    assertThat(opened.history.readAfter(ACME, 2, 9))
        .extracting(Event::position)
        .containsExactly(new Position(0, 3), new Position(1, 4), new Position(1, 5));
    assertThat(opened.history.readBefore(ACME, Long.MAX_VALUE, 3))
        .extracting(Event::position)
        .containsExactly(new Position(1, 5), new Position(1, 4), new Position(0, 3));
    List<String> before = opened.shown();
    opened.reopen();
    assertThat(opened.shown()).isEqualTo(before);
  }

  @Test
  void a_new_epoch_beyond_the_conflict_does_not_end_it() {
    opened.events(1, 6).take(entries.event(ACME, 0, 3, "other"));
    opened.take(entries.header(ACME, 1, 5, 1, 4), entries.event(ACME, 1, 5));
    assertThat(opened.newest()).isEqualTo(2);
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
  }

  @Test
  void a_new_epoch_may_begin_before_what_was_trimmed() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 6);
    opened.take(entries.header(ACME, 0, 1, 5, 6), entries.header(ACME, 1, 3, 3, 2));
    opened.take(entries.event(ACME, 1, 3), entries.event(ACME, 1, 4));
    opened.take(entries.header(ACME, 0, 1, 5, 6));
    assertThat(opened.history.extent(ACME))
        .isEqualTo(new Extent(new Position(1, 3), new Position(1, 4), false));
    opened.reopen();
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(3L, 4L);
  }

  @Test
  void a_slot_that_cannot_be_read_freezes_that_partner_alone() {
    opened.events(1, 2).take(entries.garbage(ACME, 0, 3)).events(4, 4);
    assertThat(opened.newest()).isEqualTo(2);
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
    assertThat(opened.count("unreadable")).isEqualTo(1);
    opened.events(3, 3);
    assertThat(opened.newest()).isEqualTo(4);
    assertThat(opened.history.extent(ACME).frozen()).isFalse();
  }
}
