package io.orderwire.processor.history.topology;

import static io.orderwire.processor.history.topology.Attempts.SEGMENTS_LAST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class SupersededTest {
  private static final String PARTNER = Input.partner(0);
  private static final String OTHER = Input.partner(1);
  private static final int LATE_SCHEMA = 4_711;
  private static final Duration ALMOST = SEGMENTS_LAST.minusMinutes(1);
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final KeyValueStore<byte[], byte[]> store = store();

  @Test
  void what_stands_for_an_erased_item_is_written_again_when_its_segment_can_be_closed() {
    Attempts attempts = new Attempts();
    Input input = new Input(attempts.registry);
    assertThat(
            attempts.run(
                List.of(
                    input.event(Input.created(PARTNER, 1, "1.00"), 1_000),
                    input.event(Input.created(PARTNER, 2, "2.00"), 1_001),
                    input.command(Input.erase(PARTNER, 3, 1, 2), 1_002)),
                1,
                -1))
        .isTrue();
    List<Attempts.Written> before = List.copyOf(attempts.committed);

    assertThat(attempts.closesSegments(ALMOST)).isTrue();
    assertThat(attempts.committed).isEqualTo(before);
    assertThat(attempts.closesSegments(Duration.ofMinutes(2))).isFalse();
    assertThat(attempts.committed).startsWith(before.toArray(Attempts.Written[]::new));
    assertThat(attempts.committed)
        .hasSize(before.size() + 1)
        .last()
        .isEqualTo(before.getLast())
        .satisfies(again -> assertThat(again.value()).isNotNull());
    assertThat(attempts.closesSegments(HOUR)).isFalse();
    assertThat(attempts.committed).hasSize(before.size() + 1);
  }

  /** Then it is no record that comes which the command is carried out with. */
  @Test
  void segments_are_looked_at_after_a_command_that_waited_for_its_schema() {
    Attempts attempts = new Attempts().lookEvery(1);
    Input input = new Input(attempts.registry);
    byte[] unknown =
        Input.withSchemaId(input.bytes(Input.cancelled(OTHER, 9, "waits")), LATE_SCHEMA);
    assertThat(
            attempts.run(
                List.of(
                    input.event(Input.created(PARTNER, 1, "1.00"), 1_000),
                    new Input.Sent(OTHER.getBytes(UTF_8), unknown, 1_001),
                    input.command(Input.erase(PARTNER, 2, 1, 1), 1_002)),
                1,
                -1))
        .isTrue();
    assertThat(attempts.committed).hasSize(4);
  }

  /** Or an item that was erased and then removed would come back. */
  @Test
  void what_was_removed_after_it_was_erased_stays_removed() {
    Attempts attempts = new Attempts();
    Input input = new Input(attempts.registry);
    assertThat(
            attempts.run(
                List.of(
                    input.event(Input.created(PARTNER, 1, "1.00"), 1_000),
                    input.event(Input.created(PARTNER, 2, "1.00"), 1_001),
                    input.command(Input.erase(PARTNER, 3, 1, 1), 1_002),
                    input.command(Input.trim(PARTNER, 4, 2), 1_003),
                    input.command(Input.newEpoch(PARTNER, 5, 2), 1_004)),
                1,
                -1))
        .isTrue();
    int before = attempts.committed.size();
    assertThat(attempts.closesSegments(SEGMENTS_LAST.plusMinutes(1))).isFalse();
    assertThat(attempts.committed).hasSize(before + 1);
    assertThat(attempts.committed.getLast().value()).isNull();
    assertThat(attempts.committed.getLast()).isIn(attempts.committed.subList(0, before));
  }

  @Test
  void one_record_closes_the_segment_for_all_partners() {
    Superseded superseded = new Superseded(store);
    add(superseded, PARTNER, NOW);
    add(superseded, OTHER, NOW.plusSeconds(2));
    assertThat(superseded.due(3, NOW.plus(HOUR).plusSeconds(1))).isNotNull();
    assertThat(new Superseded(store).isEmpty()).as("the other one's time is later").isFalse();
    add(superseded, PARTNER, NOW);
    assertThat(superseded.due(3, NOW.plus(HOUR).plusSeconds(2)))
        .satisfies(
            again -> {
              assertThat(again.key().partition()).isEqualTo(3);
              assertThat(again.timestamp()).isEqualTo(NOW.plus(HOUR).plusSeconds(2).toEpochMilli());
            });
    assertThat(superseded.isEmpty()).isTrue();
    assertThat(new Superseded(store).isEmpty()).isTrue();
  }

  @Test
  void nothing_is_written_again_where_something_else_has_closed_the_segment() {
    Superseded superseded = new Superseded(store);
    add(superseded, PARTNER, NOW);
    superseded.written(NOW.plus(HOUR).toEpochMilli());
    superseded.written(NOW.toEpochMilli());
    assertThat(superseded.due(3, NOW.plus(HOUR))).isNull();
    assertThat(superseded.isEmpty()).isTrue();
  }

  @Test
  void what_was_written_before_the_segment_can_be_closed_does_not_close_it() {
    Superseded superseded = new Superseded(store);
    add(superseded, PARTNER, NOW);
    superseded.written(NOW.plus(HOUR).toEpochMilli() - 1);
    assertThat(superseded.due(3, NOW.plus(HOUR))).isNotNull();
  }

  private static void add(Superseded superseded, String partner, Instant now) {
    superseded.add(
        partner.getBytes(UTF_8),
        new Record<>(new Routed(3, new byte[] {1, 2}), new byte[] {3}, now.toEpochMilli()),
        now,
        HOUR);
  }

  private static KeyValueStore<byte[], byte[]> store() {
    KeyValueStore<byte[], byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("superseded"), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    return store;
  }
}
