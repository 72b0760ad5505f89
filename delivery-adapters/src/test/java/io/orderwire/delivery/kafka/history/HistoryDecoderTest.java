package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static io.orderwire.delivery.kafka.history.OpenedHistory.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HistoryDecoderTest {
  private final MemoryRegistry registry = new MemoryRegistry();
  private final Entries entries = new Entries(registry);
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final HistoryDecoder decoder = entries.decoder(Duration.ofMillis(10), stopping::get);

  private HistoryRecord decode(Entries.Entry entry) {
    return decoder.decode(PARTITION, entry.key(), entry.value());
  }

  @Test
  void waits_while_the_registry_is_away_and_then_goes_on() {
    Entries.Entry entry = entries.event(ACME, 0, 1);
    registry.away(true);
    CompletableFuture<HistoryRecord> decoded = CompletableFuture.supplyAsync(() -> decode(entry));
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> !decoded.isDone());
    registry.away(false);
    await().atMost(Duration.ofSeconds(60)).until(decoded::isDone);
    assertThat(decoded.join()).isInstanceOf(HistoryRecord.Item.class);
  }

  @Test
  void stops_waiting_when_the_process_stops() {
    Entries.Entry entry = entries.event(ACME, 0, 1);
    registry.away(true);
    stopping.set(true);
    assertThatThrownBy(() -> decode(entry)).isInstanceOf(HistoryDecoder.StoppedException.class);
  }

  @Test
  void says_that_it_waits_before_it_does() {
    Entries.Entry entry = entries.event(ACME, 0, 1);
    registry.away(true);
    AtomicInteger asked = new AtomicInteger();
    HistoryDecoder waiting =
        entries.decoder(
            Duration.ofMillis(10),
            () -> asked.incrementAndGet() > 1, // It waits once.
            () -> registry.away(false));
    assertThat(waiting.decode(PARTITION, entry.key(), entry.value()))
        .isInstanceOf(HistoryRecord.Item.class);
  }

  @Test
  void gives_a_slot_up_whose_schema_stays_unknown() {
    byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(999).array();
    assertThat(decode(new Entries.Entry(entries.key(ACME, 0, 1), value)))
        .isInstanceOf(HistoryRecord.UnreadableValue.class);
  }

  @Test
  void takes_no_header_away_from_sequence_0_and_no_item_there() {
    Entries.Entry header = entries.header(ACME, 0, 1, 1, 0);
    Entries.Entry item = entries.event(ACME, 0, 1);
    assertThat(decode(new Entries.Entry(entries.key(ACME, 0, 1), header.value())))
        .isInstanceOf(HistoryRecord.UnreadableValue.class);
    assertThat(decode(new Entries.Entry(entries.key(ACME, 0, 0), item.value())))
        .isInstanceOf(HistoryRecord.UnreadableValue.class);
  }

  @Test
  void a_negative_sequence_is_no_slot() {
    assertThat(decode(new Entries.Entry(entries.key(ACME, 0, -1), null)))
        .isInstanceOf(HistoryRecord.Foreign.class);
  }

  @Test
  void another_partitions_partner_has_no_slot_here() {
    Entries.Entry entry = entries.event(ACME, 0, 1);
    assertThat(decoder.decode((PARTITION + 1) % 12, entry.key(), entry.value()))
        .isInstanceOf(HistoryRecord.Foreign.class);
  }
}
