package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.History.Effort;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The law of the store: whatever the processor wrote, with whatever aborted and was written again,
 * and whatever compaction removed of it, the same is shown in the end.
 */
final class CompactionPropertyTest {
  @Property(tries = 60)
  void what_is_shown_depends_on_the_last_record_of_each_slot_alone(@ForAll long seed) {
    Random random = new Random(seed);
    try (OpenedHistory live = new OpenedHistory(1 + random.nextInt(7));
        OpenedHistory restored = new OpenedHistory(1 + random.nextInt(7))) {
      List<Entries.Entry> topic = withRepeats(random, written(random, live.entries));
      for (Entries.Entry entry : topic) {
        live.apply(entry);
        if (random.nextInt(3) > 0) {
          live.partitions.showAndTell();
        }
        if (random.nextInt(40) == 0) {
          live.reopen();
        }
        assertNoGap(live);
      }
      live.partitions.showAndTell();
      restored.partition.complete(false);
      List<Entries.Entry> left = compacted(random, topic, restored);
      for (int at = 0; at < left.size(); ) {
        int end = Math.min(left.size(), at + 1 + random.nextInt(30));
        restored.restore(left.subList(at, end));
        at = end;
        if (random.nextBoolean()) {
          restored.partitions.showAndTell();
        }
        assertNoGap(restored);
      }
      restored.partition.complete(true);
      assertThat(restored.shown()).isEqualTo(live.shown());
      assertThat(live.history.extent(ACME).frozen()).isFalse();
      live.reopen();
      assertThat(live.shown()).isEqualTo(restored.shown());
      assertThat(texts(live.history.within(Effort.DISK))).isEqualTo(texts(live.history));
      assertThat(texts(restored.history.within(Effort.DISK))).isEqualTo(texts(live.history));
    }
  }

  private static List<String> texts(History history) {
    return history.readAfter(ACME, 0, 1_000).stream()
        .map(item -> item.position() + new String(item.json(), UTF_8))
        .toList();
  }

  private static void assertNoGap(OpenedHistory opened) {
    long oldest = opened.history.extent(ACME).oldest().sequence();
    List<Long> shown = opened.sequencesAfter(0, 1_000);
    for (int at = 0; at < shown.size(); at++) {
      assertThat(shown.get(at)).isEqualTo(oldest + at);
    }
    assertThat(shown).hasSize((int) (opened.newest() - oldest + 1));
  }

  /** What a processor writes for one partner: events, erasures, trims and new epochs. */
  private static List<Entries.Entry> written(Random random, Entries entries) {
    List<Entries.Entry> written = new ArrayList<>();
    List<long[]> spans = new ArrayList<>(List.of(new long[] {1, 0}));
    long oldest = 1;
    written.add(entries.header(ACME, 0, 1, 1, 0));
    for (int step = 0; step < 60; step++) {
      int epoch = spans.size() - 1;
      long[] span = spans.getLast();
      int dice = random.nextInt(20);
      if (dice < 14 || span[1] < oldest) {
        span[1]++;
        written.add(entries.event(ACME, epoch, span[1], "epoch " + epoch));
      } else if (dice < 17) {
        long slot = oldest + random.nextInt((int) (span[1] - oldest + 1));
        int of = random.nextInt(spans.size());
        if (slot >= spans.get(of)[0] && slot <= spans.get(of)[1]) {
          written.add(entries.erased(ACME, of, slot));
        }
      } else if (dice < 19) {
        long before = oldest + random.nextInt((int) (span[1] - oldest + 2));
        written.add(entries.header(ACME, epoch, span[0], before, span[1]));
        for (int of = 0; of < spans.size(); of++) {
          long last = Math.min(spans.get(of)[1], before - 1);
          for (long slot = Math.max(spans.get(of)[0], oldest); slot <= last; slot++) {
            written.add(entries.trimmed(ACME, of, slot));
          }
        }
        oldest = before;
      } else {
        long first = 1L + random.nextInt((int) span[1] + 1);
        oldest = Math.min(oldest, first);
        spans.add(new long[] {first, first - 1});
        written.add(entries.header(ACME, epoch + 1, first, oldest, first - 1));
      }
    }
    return written;
  }

  /** Goes back now and then, as a processor does whose transaction was aborted. */
  private static List<Entries.Entry> withRepeats(Random random, List<Entries.Entry> written) {
    List<Entries.Entry> topic = new ArrayList<>();
    int committed = 0;
    for (int at = 0; at < written.size(); at++) {
      topic.add(written.get(at));
      if (random.nextInt(15) == 0) {
        committed = at + 1;
      } else if (random.nextInt(12) == 0) {
        at = committed - 1;
      }
    }
    return topic;
  }

  /** The last record of each key, in their order; old tombstones may be gone, too. */
  private static List<Entries.Entry> compacted(
      Random random, List<Entries.Entry> topic, OpenedHistory restored) {
    Map<ByteBuffer, Entries.Entry> last = new LinkedHashMap<>();
    for (Entries.Entry entry : topic) {
      ByteBuffer key = ByteBuffer.wrap(entry.key());
      last.remove(key);
      last.put(key, entry);
    }
    List<Entries.Entry> left = new ArrayList<>(last.values());
    if (random.nextBoolean()) {
      left.removeIf(entry -> entry.value() == null);
    }
    var _ = restored.entries.event(ACME, 0, 1); // registers the schemas there, too
    return left;
  }
}
