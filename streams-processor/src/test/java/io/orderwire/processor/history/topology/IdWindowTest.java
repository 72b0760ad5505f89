package io.orderwire.processor.history.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.processor.history.ContentHash;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Rules;
import io.orderwire.processor.history.Slot;
import io.orderwire.processor.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdWindowTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONGER_THAN_WINDOW = Rules.WINDOW.plusDays(1);

  private final List<Logged> log = new ArrayList<>();
  private final Map<String, Head> heads = new HashMap<>();
  private MemoryIdTable table = new MemoryIdTable();
  private IdWindow window =
      new IdWindow(table, (key, value) -> log.add(new Logged(key, value)), 1, () -> {});
  private Instant now = START;

  private record Logged(byte[] key, byte @Nullable [] value) {}

  @Test
  void finds_an_id_before_and_after_it_was_written_and_only_for_its_partner() {
    UUID id = new UUID(1, 2);
    Remembered remembered = accept("a", id);
    assertThat(find("a", id)).isEqualTo(remembered);
    window.write();
    assertThat(find("a", id)).isEqualTo(remembered);
    assertThat(find("b", id)).isNull();
    assertThat(find("", id)).isNull();
    assertThat(find("a", new UUID(2, 1))).isNull();
  }

  @Test
  void gives_the_head_after_the_last_accepted_id_wherever_it_is_kept() {
    assertThat(window.head("a")).isNull();
    accept("a", new UUID(1, 1));
    accept("b", new UUID(1, 2)); // which is the only one in memory now
    assertThat(window.head("a")).isEqualTo(heads.get("a"));
    window.write();
    assertThat(window.head("a")).isEqualTo(heads.get("a"));
    assertThat(window.head("b")).isEqualTo(heads.get("b"));
    restoreAll(log);
    assertThat(window.head("a")).as("restored").isEqualTo(heads.get("a"));
    assertThat(window.head("")).isNull();
  }

  @Test
  void a_head_that_was_aborted_is_the_one_before() {
    accept("a", new UUID(1, 1));
    window.write();
    Head committed = heads.get("a");
    accept("a", new UUID(1, 2));
    window.clear();
    assertThat(window.head("a")).isEqualTo(committed);
  }

  @Test
  void a_block_that_was_logged_before_heads_were_has_none() {
    Remembered remembered = accept("a", new UUID(1, 1));
    window.write();
    Logged with = log.getFirst();
    byte[] block = LoggedBlock.fromBytes(requireNonNull(with.value)).block();
    restoreAll(List.of(new Logged(with.key, block)));
    assertThat(window.head("a")).isNull();
    assertThat(find("a", new UUID(1, 1))).isEqualTo(remembered);
  }

  @Test
  void logs_what_a_partner_was_given_between_two_commits_as_one_record() {
    for (int n = 0; n < 100; n++) {
      accept(n % 2 == 0 ? "a" : "b", new UUID(0, n));
    }
    window.write();
    assertThat(log).hasSize(2);
    window.write();
    assertThat(log).as("nothing new").hasSize(2);
  }

  @Test
  void a_command_and_a_new_epoch_are_remembered_as_they_were() {
    List<Slot> slots =
        List.of(
            new Slot(0, 0),
            new Slot(0, 7_000_000_000L),
            new Slot(0, 0),
            new Slot(0, 7_000_000_001L),
            new Slot(0, 9_999_999_999L),
            new Slot(1, 5),
            new Slot(1, 0));
    List<Remembered> all = new ArrayList<>();
    for (int n = 0; n < slots.size(); n++) {
      now = now.plus(Duration.ofDays(30L * n));
      all.add(accept("a", new UUID(0, n), slots.get(n)));
    }
    window.write();
    restoreAll(log);
    for (int n = 0; n < slots.size(); n++) {
      assertThat(find("a", new UUID(0, n))).isEqualTo(all.get(n));
    }
  }

  @Test
  void what_was_aborted_is_not_found() {
    accept("a", new UUID(1, 1));
    window.clear();
    assertThat(find("a", new UUID(1, 1))).isNull();
    window.write();
    assertThat(log).isEmpty();
  }

  @Test
  void an_id_that_was_accepted_again_outlives_its_former_block() {
    UUID id = new UUID(7, 7);
    accept("a", id);
    window.write();
    now = now.plus(LONGER_THAN_WINDOW);
    Remembered again = accept("a", id);
    for (int n = 0; n < 2 * IdWindow.DROP_EVERY; n++) {
      accept("a", new UUID(8, n));
      if (n % 100 == 0) {
        window.write();
      }
    }
    assertThat(log).as("the former block was dropped").anyMatch(one -> one.value == null);
    assertThat(find("a", id)).isEqualTo(again);
    restoreAll(log);
    assertThat(find("a", id)).as("restored").isEqualTo(again);
    restoreAll(compacted());
    assertThat(find("a", id)).as("restored from what is left").isEqualTo(again);
  }

  @Test
  void old_blocks_are_dropped_with_all_that_points_to_them() {
    int each = 50;
    for (int n = 0; n < 40 * IdWindow.DROP_EVERY; n++) {
      if (n % each == 0) {
        window.write();
        now = now.plus(Duration.ofHours(1));
      }
      accept("a", new UUID(3, n));
    }
    window.write();
    int inWindow = 7 * 24 * each;
    int mostLate = 2 * IdWindow.DROP_EVERY;
    assertThat(table.size()).isBetween(inWindow, (inWindow + mostLate) * 52 / 50);
    assertThat(compacted()).hasSizeLessThan((inWindow + mostLate) / each);
  }

  @Test
  void a_restored_window_ignores_the_end_of_a_block_that_compaction_took() {
    restoreAll(List.of(new Logged(new byte[] {1, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 1}, null)));
    assertThat(table.size()).isZero();
  }

  /** Against a map, with writes, aborts and restores at any time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void remembers_what_counts(long seed) {
    Random random = new Random(seed);
    Map<String, Map<UUID, Remembered>> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String partner = random.nextInt(4) == 0 ? "a" : "ab";
      UUID id = new UUID(0, random.nextInt(3_000));
      Remembered expected = model.computeIfAbsent(partner, p -> new HashMap<>()).get(id);
      Remembered found = find(partner, id);
      assertThat(window.head(partner)).isEqualTo(heads.get(partner));
      Head head = headOf(partner);
      boolean counts = expected != null && !expected.isForgettableAfter(headAt(head, now));
      if (counts) {
        assertThat(found).isEqualTo(expected);
      } else {
        if (found != null) {
          assertThat(found).isEqualTo(expected);
        }
        if (random.nextInt(1_000) == 0) {
          newEpoch(partner);
        }
        model.get(partner).put(id, accept(partner, id));
      }
      now = now.plus(Duration.ofMinutes(random.nextInt(10)));
      switch (random.nextInt(400)) {
        case 0 -> window.write();
        case 1 -> {
          window.write();
          restoreAll(random.nextBoolean() ? log : compacted());
        }
        default -> {
          // goes on
        }
      }
    }
  }

  private @Nullable Remembered find(String partner, UUID id) {
    return window.find(partner, id, headOf(partner));
  }

  private Remembered accept(String partner, UUID id) {
    Head head = headOf(partner);
    return accept(partner, id, new Slot(head.epoch(), head.newest() + 1));
  }

  private Remembered accept(String partner, UUID id, Slot slot) {
    Head before = headOf(partner);
    Span last = before.spans().getLast();
    List<Span> spans = new ArrayList<>(before.spans());
    if (slot.sequence() > 0) {
      spans.set(spans.size() - 1, new Span(last.epoch(), last.first(), slot.sequence()));
    }
    Head head = new Head(spans, before.oldest(), before.accepted() + 1, now);
    Remembered remembered =
        new Remembered(head.accepted(), new ContentHash(id.hashCode(), ~now.hashCode()), now, slot);
    window.remember(partner, id, find(partner, id), remembered, head);
    heads.put(partner, head);
    return remembered;
  }

  /** From the middle of what there is on. */
  private void newEpoch(String partner) {
    Head head = headOf(partner);
    List<Span> spans = new ArrayList<>(head.spans());
    long from = Math.max(1, head.newest() / 2);
    spans.add(new Span(head.epoch() + 1, from, from - 1));
    heads.put(partner, new Head(spans, head.oldest(), head.accepted(), head.recordTime()));
  }

  private Head headOf(String partner) {
    return heads.getOrDefault(partner, new Head(List.of(new Span(0, 1, 0)), 1, 0, START));
  }

  private static Head headAt(Head head, Instant time) {
    return new Head(head.spans(), head.oldest(), head.accepted(), time);
  }

  private void restoreAll(List<Logged> records) {
    table = new MemoryIdTable();
    window = new IdWindow(table, (key, value) -> log.add(new Logged(key, value)), 1, () -> {});
    window.restore(records.stream().map(one -> KeyValue.pair(one.key, one.value)).toList());
  }

  /** What compaction leaves: the last record of each key, in their order, some deletions gone. */
  private List<Logged> compacted() {
    Map<Bytes, Logged> last = new LinkedHashMap<>();
    for (Logged one : log) {
      last.remove(Bytes.wrap(one.key));
      last.put(Bytes.wrap(one.key), one);
    }
    return last.values().stream().filter(one -> one.value != null).toList();
  }
}
