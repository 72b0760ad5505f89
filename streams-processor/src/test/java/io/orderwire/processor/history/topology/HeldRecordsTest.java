package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class HeldRecordsTest {
  private static final UUID TOPIC = new UUID(-7, 9);
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  private final KeyValueStore<byte[], byte[]> store = store();

  @Test
  void gives_records_back_as_they_were_in_their_order() {
    HeldRecords held = new HeldRecords(store);
    Record<byte[], byte[]> odd =
        new Record<>(
            null,
            null,
            12,
            new RecordHeaders().add("é", new byte[] {1}).add("é", null).add("", new byte[0]));
    Record<byte[], byte[]> plain = record(300);
    held.add(odd, origin(255));
    held.add(plain, origin(256));
    held.add(record(0), origin(70_000));

    HeldRecords again = new HeldRecords(store);
    assertThat(again.firstOffset(-1)).isEqualTo(255);
    assertThat(again.first().origin()).isEqualTo(origin(255));
    assertThat(again.first().record()).isEqualTo(odd);
    again.removeFirst(NOW);
    assertThat(again.first().record().key()).isEqualTo(plain.key());
    assertThat(again.first().record().value()).isEqualTo(plain.value());
    again.removeFirst(NOW);
    assertThat(again.first().origin()).isEqualTo(origin(70_000));
    again.removeFirst(NOW);
    assertThat(again.isEmpty()).isTrue();
    assertThat(again.firstOffset(3)).isEqualTo(3);
    assertThat(new HeldRecords(store).isEmpty()).isTrue();
  }

  @Test
  void has_room_for_so_much_and_for_nothing_that_no_changelog_takes() {
    HeldRecords held = new HeldRecords(store);
    assertThat(held.hasRoomFor(record(HeldRecords.LARGEST_BYTES))).isFalse();
    Record<byte[], byte[]> large = record(1 << 20);
    int added = 0;
    while (held.hasRoomFor(large)) {
      held.add(large, origin(added++));
    }
    assertThat(added).isEqualTo((int) (HeldRecords.MOST_BYTES / ((1 << 20) + 47)));
    assertThat(held.hasRoomFor(record(10))).isTrue();
    assertThat(new HeldRecords(store).hasRoomFor(large)).isFalse();
    held.removeFirst(NOW);
    assertThat(held.hasRoomFor(large)).isTrue();
  }

  @Test
  void is_a_queue_while_records_come_and_go() {
    HeldRecords held = new HeldRecords(store);
    Random random = new Random(7);
    Deque<Long> expected = new ArrayDeque<>();
    long offset = 0;
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(expected.size() > 300 ? 4 : 2) == 0) {
        offset += random.nextInt(1, 4); // transaction markers take offsets too
        held.add(record(random.nextInt(50)), origin(offset));
        expected.addLast(offset);
      } else if (!expected.isEmpty()) {
        assertThat(held.first().origin().offset()).isEqualTo(expected.removeFirst());
        held.removeFirst(NOW);
      }
      if (step % 500 == 0) {
        held = new HeldRecords(store);
      }
      assertThat(held.isEmpty()).isEqualTo(expected.isEmpty());
    }
  }

  /** The removal is a record that Kafka begins another segment with. */
  @Test
  void a_mark_of_what_has_waited_is_removed_a_day_later() {
    HeldRecords held = new HeldRecords(store);
    assertThat(held.isMarked()).isFalse();
    held.add(record(3), origin(1));
    held.add(record(3), origin(2));
    held.removeFirst(NOW);
    assertThat(held.isMarked()).isFalse();
    held.removeFirst(NOW);
    assertThat(held.isMarked()).isTrue();

    HeldRecords again = new HeldRecords(store);
    assertThat(again.isEmpty()).isTrue();
    again.close(NOW.plus(HeldRecords.KEPT));
    assertThat(again.isMarked()).isTrue();
    assertThat(entries()).hasSize(1).allMatch(HeldRecords::isMark);
    again.close(NOW.plus(HeldRecords.KEPT).plusMillis(1));
    assertThat(again.isMarked()).isFalse();
    assertThat(entries()).isEmpty();
  }

  @Test
  void what_waits_again_is_not_taken_for_the_mark() {
    HeldRecords held = new HeldRecords(store);
    held.add(record(3), origin(1));
    held.removeFirst(NOW);
    held.add(record(4), origin(Long.MAX_VALUE));
    assertThat(new HeldRecords(store).first().origin()).isEqualTo(origin(Long.MAX_VALUE));
    held.close(NOW.plus(Duration.ofDays(2)));
    assertThat(new HeldRecords(store).first().origin()).isEqualTo(origin(Long.MAX_VALUE));
  }

  private List<byte[]> entries() {
    List<byte[]> keys = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private static Origin origin(long offset) {
    return new Origin(TOPIC, 3, offset);
  }

  private static Record<byte[], byte[]> record(int size) {
    return new Record<>("key".getBytes(UTF_8), new byte[size], 99);
  }

  private static KeyValueStore<byte[], byte[]> store() {
    MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    KeyValueStore<byte[], byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("held"), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
