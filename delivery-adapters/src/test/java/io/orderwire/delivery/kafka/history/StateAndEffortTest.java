package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.History.Effort;
import io.orderwire.delivery.history.History.EffortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may be kept of what was read, and what is read without being blocked. */
final class StateAndEffortTest {
  private OpenedHistory opened;
  private Entries entries;

  @BeforeEach
  void open() {
    opened = new OpenedHistory();
    entries = opened.entries;
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 10);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void the_state_is_the_same_until_something_is_shown_otherwise() {
    Object before = opened.history.state(ACME);
    assertThat(before).isNotNull().isSameAs(opened.history.state(ACME));
    List<List<Entries.Entry>> changes =
        List.of(
            List.of(entries.event(ACME, 0, 11)),
            List.of(entries.erased(ACME, 0, 4)),
            List.of(entries.trimmed(ACME, 0, 1)),
            List.of(entries.event(ACME, 0, 9, "other content")),
            List.of(entries.header(ACME, 1, 8, 2, 0), entries.event(ACME, 1, 8)));
    for (List<Entries.Entry> change : changes) {
      Object last = opened.history.state(ACME);
      opened.take(change);
      assertThat(opened.history.state(ACME)).isNotNull().isNotSameAs(last);
    }
  }

  @Test
  void a_repeated_entry_changes_nothing() {
    Object before = opened.history.state(ACME);
    opened.events(3, 5);
    assertThat(opened.history.state(ACME)).isSameAs(before);
  }

  @Test
  void nothing_may_be_kept_of_a_history_with_a_gap() {
    opened.events(12, 12);
    assertThat(opened.history.state(ACME)).isNull();
  }

  @Test
  void another_opening_is_another_state() {
    Object before = opened.history.state(ACME);
    opened.reopen();
    assertThat(opened.history.state(ACME)).isNotSameAs(before);
  }

  @Test
  void reads_without_effort_what_is_in_memory_and_nothing_else() throws InterruptedException {
    History quick = opened.history.within(Effort.MEMORY);
    assertThat(sequences(quick.readAfter(ACME, 4, 3))).containsExactly(5L, 6L, 7L);
    assertThat(sequences(quick.readBefore(ACME, 4, 3))).containsExactly(3L, 2L, 1L);
    opened.reopen(); // memory is empty now
    assertThat(quick.extent(ACME).newest().sequence()).isEqualTo(10);
    assertThat(quick.readAfter(ACME, 10, 3)).isEmpty();
    refuses(() -> quick.readAfter(ACME, 4, 3));
    refuses(() -> quick.readBefore(ACME, 4, 3));
    refuses(() -> quick.sequenceBefore(ACME, Entries.START));
    refuses(() -> quick.ofOrder(ACME, "ord-1", _ -> {}));
    refuses(() -> quick.awaitAfter(ACME, 3, Duration.ofMinutes(1)));
    History disk = opened.history.within(Effort.DISK);
    assertThat(sequences(disk.readAfter(ACME, 4, 3))).containsExactly(5L, 6L, 7L);
    refuses(() -> disk.awaitAfter(ACME, 3, Duration.ofMinutes(1)));
  }

  @Test
  void many_changes_are_told_once_and_what_they_brought_is_in_memory_then() {
    History quick = opened.history.within(Effort.MEMORY);
    List<List<Long>> told = new ArrayList<>();
    try (History.Watch watch =
        opened.history.watch(ACME, () -> told.add(sequences(quick.readAfter(ACME, 10, 100))))) {
      assertThat(watch).isNotNull();
      for (long sequence = 11; sequence <= 13; sequence++) {
        Entries.Entry one = entries.event(ACME, 0, sequence);
        opened.apply(one);
      }
      assertThat(told).isEmpty();
      opened.partitions.showAndTell();
      opened.partitions.showAndTell();
    }
    assertThat(told).containsExactly(List.of(11L, 12L, 13L));
  }

  @Test
  void reads_runs_from_disk_over_epochs_in_both_directions() {
    opened.take(entries.header(ACME, 1, 6, 1, 0));
    for (long sequence = 6; sequence <= 9; sequence++) {
      opened.take(entries.event(ACME, 1, sequence));
    }
    opened.reopen();
    assertThat(opened.sequencesAfter(2, 100)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(opened.sequencesBefore(8, 100)).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(opened.history.readBefore(ACME, 8, 3).stream().map(item -> item.position().epoch()))
        .containsExactly(1, 1, 0);
  }

  @Test
  void an_item_larger_than_the_buffer_is_read_whole() {
    opened.take(entries.event(ACME, 0, 11, "x".repeat(10_000))).events(12, 12);
    List<String> before = opened.shown();
    opened.reopen();
    assertThat(opened.shown()).isEqualTo(before);
    assertThat(opened.sequencesBefore(Long.MAX_VALUE, 3)).containsExactly(12L, 11L, 10L);
  }

  private static List<Long> sequences(List<Event> items) {
    return items.stream().map(item -> item.position().sequence()).toList();
  }

  private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    assertThatThrownBy(reading).isInstanceOf(EffortException.class);
  }
}
