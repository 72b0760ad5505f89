package io.orderwire.delivery.kafka.positions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.delivery.subscription.Positions;
import io.orderwire.delivery.subscription.Positions.Outcome;
import io.orderwire.delivery.subscription.Positions.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One writer over a log in memory, which is read back when the test says so. */
final class PartitionWriterTest {
  private static final String PARTNER = "acme";
  private static final int PARTITION = 3;

  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private volatile Map<String, Stored> stored = Map.of();
  private volatile boolean slow;
  private volatile boolean broken;
  private final PartitionWriter writer =
      new PartitionWriter(
          PARTITION,
          () -> true,
          this::producer,
          new PositionSerdes(
              text(key -> key.getPartnerId() + " " + key.getSubscriptionId()),
              text(PartitionWriterTest::text)),
          partner -> stored,
          (offset, _) -> readBack(offset),
          _ -> written().size(),
          () -> Instant.EPOCH,
          Duration.ofSeconds(10));

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void a_position_that_is_not_read_back_in_time_is_read_before_the_next_is_written()
      throws Exception {
    writer.start(Thread.ofPlatform().daemon().factory());
    slow = true;
    assertThat(advance(100)).isEqualTo(new Outcome.Unavailable());
    slow = false;
    assertThat(advance(50)).isEqualTo(new Outcome.Advanced(new Position(0, 100)));
    assertThat(written()).extracting(PartitionWriterTest::value).containsExactly("0 100");
  }

  @Test
  void goes_on_after_a_failure_that_nobody_thought_of() throws Exception {
    writer.start(Thread.ofPlatform().daemon().factory());
    broken = true;
    assertThat(advance(1)).isEqualTo(new Outcome.Unavailable());
    broken = false;
    assertThat(advance(1)).isEqualTo(new Outcome.Advanced(new Position(0, 1)));
  }

  private Outcome advance(long sequence) throws Exception {
    PositionRequest request =
        new PositionRequest(PARTNER, Positions.POLLING, new Position(0, sequence));
    writer.submit(request);
    return request.outcome().get(60, TimeUnit.SECONDS);
  }

  private Producer<byte[], byte[]> producer() {
    if (broken) {
      throw new IllegalStateException("for the test");
    }
    MockProducer<byte[], byte[]> made =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(made);
    return made;
  }

  private List<ProducerRecord<byte[], byte[]>> written() {
    return producers.stream().flatMap(one -> one.history().stream()).toList();
  }

  private boolean readBack(long offset) {
    if (slow && offset >= 0) {
      return false;
    }
    for (ProducerRecord<byte[], byte[]> item : written()) {
      String[] value = value(item).split(" ", -1);
      stored =
          Map.of(
              Positions.POLLING,
              new Stored(
                  new Position(Integer.parseInt(value[0]), Long.parseLong(value[1])),
                  Instant.EPOCH));
    }
    return true;
  }

  private static String value(ProducerRecord<byte[], byte[]> item) {
    return new String(item.value(), UTF_8);
  }

  private static String text(DeliveryPosition position) {
    return position.getEpoch() + " " + position.getSequence();
  }

  private static <T> Serde<T> text(Function<T, String> form) {
    Serializer<T> serializer = (_, value) -> form.apply(value).getBytes(UTF_8);
    Deserializer<T> deserializer =
        (_, _) -> {
          throw new UnsupportedOperationException();
        };
    return Serdes.serdeFrom(serializer, deserializer);
  }
}
