package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of large items end early; the next one goes on. */
final class BoundedReadsTest {
  private static final int ITEMS = 24;
  private static final int LARGE = 200_000;
  private OpenedHistory opened;

  @BeforeEach
  void open() {
    opened = new OpenedHistory();
    String content = "x".repeat(LARGE);
    for (long sequence = 1; sequence <= ITEMS; sequence++) {
      // The newest are in memory, the others in the store alone.
      opened.take(opened.entries.event(ACME, 0, sequence, content));
    }
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void forwards_all_are_read_with_a_bound_on_each_read() {
    List<Long> seen = new ArrayList<>();
    List<Event> read = opened.history.readAfter(ACME, 0, 1_000);
    while (!read.isEmpty()) {
      assertBounded(read);
      read.forEach(item -> seen.add(item.position().sequence()));
      read = opened.history.readAfter(ACME, seen.getLast(), 1_000);
    }
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, ITEMS).boxed().toList());
  }

  @Test
  void backwards_all_are_read_with_a_bound_on_each_read() {
    List<Long> seen = new ArrayList<>();
    List<Event> read = opened.history.readBefore(ACME, Long.MAX_VALUE, 1_000);
    while (!read.isEmpty()) {
      assertBounded(read);
      read.forEach(item -> seen.add(item.position().sequence()));
      read = opened.history.readBefore(ACME, seen.getLast(), 1_000);
    }
    assertThat(seen.reversed()).isEqualTo(LongStream.rangeClosed(1, ITEMS).boxed().toList());
  }

  @Test
  void small_items_are_not_cut() {
    try (OpenedHistory small = new OpenedHistory()) {
      small.events(1, 300);
      assertThat(small.sequencesAfter(0, 1_000)).hasSize(300);
      assertThat(small.sequencesBefore(301, 1_000)).hasSize(300);
    }
  }

  private static void assertBounded(List<Event> read) {
    long beforeTheLast =
        read.subList(0, read.size() - 1).stream().mapToLong(item -> item.json().length).sum();
    assertThat(beforeTheLast).isLessThan(History.READ_BYTES);
  }
}
