package io.orderwire.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** When the outbox wants to be run again; on virtual time. */
@SuppressWarnings("FutureReturnValueIgnored") // what is sent is looked at instead
class OutboxTest {

  private static final Duration SOON = Duration.ofMillis(100);

  private long now = 1_000;
  private boolean metadataIsMissing;
  private final ManualProducer producer = new Reluctant();
  private final Ledger ledger = new Ledger(() -> now, new Budget(1 << 20));
  private final Lines lines = new Lines();
  private final Outbox outbox =
      new Outbox(() -> producer, "t", Duration.ofMinutes(2), ledger, () -> now, () -> {});

  /** Refuses what is sent as KafkaProducer does when it has waited in vain for metadata. */
  private final class Reluctant extends ManualProducer {
    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (metadataIsMissing) {
        TimeoutException missing = new TimeoutException("no metadata");
        callback.onCompletion(null, missing);
        return CompletableFuture.failedFuture(missing);
      }
      return super.send(record, callback);
    }
  }

  private CompletableFuture<Published> handOver(int number) {
    return outbox.handOver(
        lines, "acme", 0, "acme".getBytes(UTF_8), ("o-" + number).getBytes(UTF_8));
  }

  @Test
  void rests_long_when_there_is_nothing_to_do() {
    assertThat(outbox.advance()).isFalse();

    assertThat(outbox.untilNextTry()).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void tries_again_soon_after_the_producer_refused_for_want_of_metadata() {
    metadataIsMissing = true;
    CompletableFuture<Published> future = handOver(1);

    assertThat(outbox.advance()).isFalse();

    assertThat(outbox.untilNextTry()).isEqualTo(SOON);
    now += Duration.ofMillis(60).toNanos();
    assertThat(outbox.untilNextTry()).isEqualTo(Duration.ofMillis(40));
    metadataIsMissing = false;
    assertThat(outbox.advance()).isTrue();
    assertThat(outbox.advance()).isFalse();
    assertThat(outbox.untilNextTry()).isGreaterThan(Duration.ofSeconds(1));
    producer.completeNext();
    assertThat(future).isCompleted();
  }

  @Test
  void tries_again_soon_what_waited_for_the_first_answer_and_was_then_refused() {
    handOver(1);
    CompletableFuture<Published> waiting = handOver(2);
    outbox.advance();
    assertThat(producer.history()).hasSize(1);
    metadataIsMissing = true;
    producer.completeNext();

    assertThat(outbox.advance()).isFalse();

    assertThat(outbox.untilNextTry()).isEqualTo(SOON);
    metadataIsMissing = false;
    outbox.advance();
    producer.completeNext();
    assertThat(waiting).isCompleted();
  }
}
