package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.History.Effort;
import io.orderwire.delivery.history.Position;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs of four items, and what happens to items in them. */
final class FoldedRunsTest {
  private OpenedHistory opened;
  private Entries entries;

  @BeforeEach
  void open() {
    opened = new OpenedHistory(4);
    entries = opened.entries;
    opened.partition.complete(false); // Then nothing is kept in memory.
  }

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void a_run_that_is_whole_is_stored_as_one() {
    opened.events(1, 3);
    assertThat(opened.storedAt(0)).containsExactly(1L, 2L, 3L);
    opened.events(4, 10);
    assertThat(opened.storedAt(0)).containsExactly(4L, 8L, 9L, 10L);
  }

  @Test
  void a_run_that_is_shown_before_it_is_whole_is_the_same_as_one_that_is_not() {
    for (long sequence = 1; sequence <= 10; sequence++) {
      opened.apply(entries.event(ACME, 0, sequence));
    }
    assertThat(opened.newest()).isZero();
    assertThat(opened.storedAt(0)).isEmpty();
    opened.partitions.showAndTell();
    assertThat(opened.storedAt(0)).containsExactly(4L, 8L, 9L, 10L);
    try (OpenedHistory oneByOne = new OpenedHistory(4)) {
      oneByOne.events(1, 10);
      assertThat(opened.shown()).isEqualTo(oneByOne.shown());
    }
    opened.reopen();
    opened.events(11, 12);
    assertThat(opened.storedAt(0)).containsExactly(4L, 8L, 12L);
  }

  @Test
  void an_item_that_is_erased_or_trimmed_before_it_was_ever_stored_leaves_nothing() {
    opened.apply(entries.header(ACME, 0, 1, 1, 0));
    opened.apply(entries.event(ACME, 0, 1, "first"));
    opened.apply(entries.event(ACME, 0, 2, "second"));
    opened.apply(entries.erased(ACME, 0, 2));
    opened.apply(entries.trimmed(ACME, 0, 1));
    opened.events(3, 5);
    assertThat(opened.storedAt(0)).containsExactly(2L, 3L, 4L, 5L);
    assertThat(opened.storedText()).doesNotContain("first").doesNotContain("second");
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void an_item_that_is_trimmed_before_its_run_is_whole_is_in_no_block() {
    opened.apply(entries.event(ACME, 0, 1, "a secret"));
    opened.apply(entries.event(ACME, 0, 2));
    opened.apply(entries.trimmed(ACME, 0, 1));
    opened.events(3, 5);
    assertThat(opened.storedAt(0)).containsExactly(2L, 3L, 4L, 5L);
    assertThat(opened.storedText()).doesNotContain("a secret");
  }

  @Test
  void more_open_runs_than_memory_takes_are_folded_all_the_same() {
    List<String> partners = partnersBesideAcme(60);
    for (long sequence = 1; sequence <= 5; sequence++) {
      for (String partner : partners) {
        opened.apply(entries.event(partner, 0, sequence, "x".repeat(30_000)));
      }
    }
    opened.partitions.showAndTell();
    for (String partner : partners) {
      assertThat(opened.history.readAfter(partner, 0, 9)).hasSize(5);
      assertThat(opened.storedAt(partner, 0)).containsExactly(4L, 5L);
    }
  }

  private static List<String> partnersBesideAcme(int count) {
    return IntStream.iterate(0, n -> n + 1)
        .mapToObj(n -> "partner-" + n)
        .filter(
            id ->
                PartnerPartitioner.partitionOf(id, TopicCatalogue.HISTORY.partitions())
                    == OpenedHistory.PARTITION)
        .limit(count)
        .toList();
  }

  @Test
  void a_run_with_a_gap_is_folded_when_the_gap_is_filled() {
    opened.events(1, 2).events(4, 5);
    assertThat(opened.storedAt(0)).containsExactly(1L, 2L, 4L, 5L);
    opened.events(3, 3);
    assertThat(opened.storedAt(0)).containsExactly(4L, 5L);
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void what_lies_behind_a_gap_is_shown_once_it_is_filled_also_out_of_a_run_that_an_epoch_cuts() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 3).events(5, 8);
    opened.take(entries.header(ACME, 1, 7, 1, 6));
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L, 3L);
    opened.events(4, 4);
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void a_run_whose_first_item_comes_last_is_folded() {
    opened.events(2, 4).take(entries.erased(ACME, 0, 1));
    assertThat(opened.storedAt(0)).containsExactly(4L);
    assertThat(opened.sequencesBefore(5, 9)).containsExactly(4L, 3L, 2L, 1L);
  }

  @Test
  void an_entry_that_comes_again_changes_nothing() {
    opened.events(1, 10);
    List<String> before = opened.shown();
    opened.events(1, 10).events(4, 4);
    assertThat(opened.storedAt(0)).containsExactly(4L, 8L, 9L, 10L);
    assertThat(opened.shown()).isEqualTo(before);
    assertThat(opened.count("duplicates")).isEqualTo(11);
    assertThat(opened.count("conflicts")).isZero();
  }

  @Test
  void all_pages_are_the_same_as_from_items_that_lie_alone() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 11);
    try (OpenedHistory alone = new OpenedHistory(100)) {
      alone.take(alone.entries.header(ACME, 0, 1, 1, 0)).events(1, 11);
      assertThat(opened.shown()).isEqualTo(alone.shown());
    }
    for (long from = 0; from <= 12; from++) {
      for (int limit = 1; limit <= 12; limit++) {
        long last = Math.min(11, from + limit);
        assertThat(opened.sequencesAfter(from, limit))
            .isEqualTo(LongStream.rangeClosed(from + 1, last).boxed().toList());
        long first = Math.max(1, Math.min(11, from - 1) - limit + 1);
        assertThat(opened.sequencesBefore(from, limit).reversed())
            .isEqualTo(LongStream.rangeClosed(first, Math.min(11, from - 1)).boxed().toList());
      }
    }
  }

  @Test
  void items_of_one_block_are_joined_and_copied_as_they_are() {
    opened.events(1, 8);
    List<Event> read = opened.history.within(Effort.DISK).readAfter(ACME, 1, 5);
    assertThat(Event.joined(read, 0)).isEqualTo(3);
    assertThat(Event.joined(read, 3)).isEqualTo(2);
    byte[] copy = new byte[10_000];
    int length = read.get(0).copyTo(read.get(2), copy, 0);
    assertThat(new String(copy, 0, length, UTF_8))
        .isEqualTo(text(read.get(0)) + "," + text(read.get(1)) + "," + text(read.get(2)));
    assertThat(read.get(1).alone().json()).isEqualTo(read.get(1).json());
  }

  @Test
  void an_erased_item_is_replaced_in_its_block_and_nothing_is_left_of_it() {
    opened.take(entries.event(ACME, 0, 1), entries.event(ACME, 0, 2));
    opened.take(entries.event(ACME, 0, 3, "a secret")).events(4, 5);
    assertThat(opened.storedText()).contains("a secret", "ord-2");
    opened.take(entries.erased(ACME, 0, 3), entries.erased(ACME, 0, 4));
    assertThat(opened.storedAt(0)).containsExactly(4L, 5L);
    assertThat(opened.storedText()).doesNotContain("a secret").doesNotContain("ord-2");
    assertThat(opened.history.readAfter(ACME, 0, 9))
        .extracting(Event::type)
        .containsExactly(
            EventType.CREATED,
            EventType.STATUS_CHANGED,
            EventType.ERASED,
            EventType.ERASED,
            EventType.CREATED);
    assertThat(opened.ofOrder("ord-2")).isEmpty();
    assertThat(opened.ofOrder("ord-1")).hasSize(2);
    List<String> before = opened.shown();
    opened.take(entries.erased(ACME, 0, 3)).events(3, 3);
    opened.reopen();
    assertThat(opened.shown()).isEqualTo(before);
  }

  @Test
  void other_content_for_an_item_of_a_block_is_a_conflict() {
    opened.events(1, 5).take(entries.event(ACME, 0, 2, "other"));
    assertThat(opened.history.extent(ACME).frozen()).isTrue();
    assertThat(opened.newest()).isEqualTo(1);
    assertThat(opened.count("conflicts")).isEqualTo(1);
    opened.take(entries.erased(ACME, 0, 2));
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void trimming_takes_a_block_apart_and_leaves_nothing_in_the_end() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 6);
    opened.take(entries.trimmed(ACME, 0, 1));
    assertThat(opened.storedAt(0)).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(opened.ofOrder("ord-1")).hasSize(1);
    opened.reopen();
    assertThat(opened.sequencesBefore(7, 9)).containsExactly(6L, 5L, 4L, 3L, 2L);
    for (long sequence = 2; sequence <= 6; sequence++) {
      opened.take(entries.trimmed(ACME, 0, sequence));
    }
    assertThat(opened.storedAt(0)).isEmpty();
    assertThat(opened.ofOrder("ord-2")).isEmpty();
  }

  @Test
  void the_last_item_of_a_block_can_be_trimmed_too() {
    opened.events(1, 5).take(entries.trimmed(ACME, 0, 4));
    assertThat(opened.storedAt(0)).containsExactly(1L, 2L, 3L, 5L);
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(5L);
  }

  @Test
  void an_epoch_may_begin_inside_of_a_block() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 8);
    opened.take(entries.header(ACME, 1, 3, 1, 2));
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L);
    for (long sequence = 3; sequence <= 9; sequence++) {
      opened.take(entries.event(ACME, 1, sequence));
    }
    assertThat(opened.storedAt(0)).containsExactly(4L, 8L);
    assertThat(opened.storedAt(1)).containsExactly(3L, 4L, 8L, 9L);
    opened.reopen();
    assertThat(opened.history.readAfter(ACME, 0, 9))
        .extracting(Event::position)
        .containsExactly(
            new Position(0, 1),
            new Position(0, 2),
            new Position(1, 3),
            new Position(1, 4),
            new Position(1, 5),
            new Position(1, 6),
            new Position(1, 7),
            new Position(1, 8),
            new Position(1, 9));
    assertThat(opened.history.sequenceBefore(ACME, Entries.START.plusSeconds(6))).isEqualTo(5);
    assertThat(opened.ofOrder("ord-2")).extracting(Event::position).hasSize(2);
  }

  @Test
  void a_run_of_large_items_is_not_folded() {
    for (long sequence = 1; sequence <= 8; sequence++) {
      opened.take(entries.event(ACME, 0, sequence, "x".repeat(sequence <= 4 ? 100_000 : 10)));
    }
    assertThat(opened.storedAt(0)).containsExactly(1L, 2L, 3L, 4L, 8L);
    assertThat(opened.sequencesAfter(0, 9)).hasSize(8);
  }

  @Test
  void readers_miss_nothing_while_runs_are_folded_and_taken_apart() throws Exception {
    int last = 4_000;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readers =
          LongStream.range(0, 8)
              .mapToObj(n -> threads.submit(() -> readUntil(last, (int) n)))
              .toList();
      for (long sequence = 1; sequence <= last; sequence++) {
        opened.events(sequence, sequence);
        if (sequence % 3 == 0 && sequence > 60) {
          opened.take(entries.trimmed(ACME, 0, sequence / 3));
        }
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isZero();
      }
    }
  }

  /** Reads the newest, up and down; how many reads were not of a page without gap. */
  private int readUntil(long last, int limit) {
    int wrong = 0;
    long newest;
    do {
      newest = opened.newest();
      int size = (int) Math.min(newest, 3 + limit);
      if (size > 0) {
        List<Long> up = opened.sequencesAfter(newest - size, size);
        List<Long> down = opened.sequencesBefore(newest + 1, size).reversed();
        List<Long> all = LongStream.rangeClosed(newest - size + 1, newest).boxed().toList();
        boolean isTrimmed = opened.history.extent(ACME).oldest().sequence() > newest - size + 1;
        wrong += isTrimmed || (up.equals(all) && down.equals(all)) ? 0 : 1;
      }
    } while (newest < last);
    return wrong;
  }

  @Test
  void blocks_that_are_in_memory_are_read_without_effort() {
    opened.events(1, 40);
    opened.reopen();
    History quick = opened.history.within(Effort.MEMORY);
    assertThat(opened.history.within(Effort.DISK).readAfter(ACME, 0, 40)).hasSize(40);
    assertThat(quick.readAfter(ACME, 1, 38))
        .extracting(item -> item.position().sequence())
        .isEqualTo(LongStream.rangeClosed(2, 39).boxed().toList());
    assertThat(quick.readBefore(ACME, 40, 38).reversed())
        .extracting(item -> item.position().sequence())
        .isEqualTo(LongStream.rangeClosed(2, 39).boxed().toList());
  }

  @Test
  void pages_over_blocks_and_items_that_lie_alone_are_whole() {
    opened.take(entries.header(ACME, 0, 1, 1, 0)).events(1, 50);
    opened.take(entries.header(ACME, 1, 22, 1, 21));
    for (long sequence = 22; sequence <= 54; sequence++) {
      opened.take(entries.event(ACME, 1, sequence));
    }
    List<String> all = opened.shown().subList(1, 1 + 3 * 54);
    History disk = opened.history.within(Effort.DISK);
    List<Event> up = disk.readAfter(ACME, 0, 100);
    List<Event> down = disk.readBefore(ACME, 55, 100).reversed();
    assertThat(up).extracting(FoldedRunsTest::text).hasSize(54).allMatch(all::contains);
    assertThat(down)
        .extracting(FoldedRunsTest::text)
        .isEqualTo(up.stream().map(FoldedRunsTest::text).toList());
    assertThat(up).extracting(Event::position).isSorted().doesNotHaveDuplicates();
  }

  private static String text(Event event) {
    return new String(event.json(), UTF_8);
  }
}
