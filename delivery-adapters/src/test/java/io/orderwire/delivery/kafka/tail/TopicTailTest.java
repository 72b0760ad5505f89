package io.orderwire.delivery.kafka.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TopicTailTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String TOPIC = TopicCatalogue.PARTNERS.topicName();

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<Long> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final TopicTail tail = new TopicTail(TopicCatalogue.PARTNERS, consumer, this::take);

  private void take(ConsumerRecord<byte[], byte[]> item) {
    if (refusals.getAndDecrement() > 0) {
      Object unused =
          AvroDeserializer.generic(new Away()).deserialize(TOPIC, ByteBuffer.allocate(9).array());
      throw new AssertionError(unused);
    }
    taken.add(item.offset());
  }

  @BeforeEach
  void topic() {
    Map<TopicPartition, Long> begin = new HashMap<>();
    Map<TopicPartition, Long> end = new HashMap<>();
    IntStream.range(0, TopicCatalogue.PARTNERS.partitions())
        .mapToObj(number -> new TopicPartition(TOPIC, number))
        .forEach(
            partition -> {
              begin.put(partition, 0L);
              end.put(partition, partition.partition() == 0 ? 2L : 0L);
            });
    consumer.updateBeginningOffsets(begin);
    consumer.updateEndOffsets(end);
  }

  @AfterEach
  void close() {
    tail.close();
  }

  private void start(long... offsets) {
    consumer.schedulePollTask(() -> add(offsets));
    tail.start(Thread.ofPlatform().daemon().factory());
  }

  private void add(long... offsets) {
    for (long offset : offsets) {
      consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, new byte[1], new byte[1]));
    }
  }

  @Test
  void has_caught_up_when_all_is_read_that_was_there_at_the_start() throws Exception {
    start(0);
    assertThat(tail.awaitRead(0, 0, LONG)).isTrue();
    assertThat(tail.isCaughtUp()).isFalse();
    consumer.schedulePollTask(() -> add(1));
    await().atMost(LONG).until(tail::isCaughtUp);
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void gives_up_waiting_for_a_record_that_does_not_come() throws Exception {
    start(0, 1);
    assertThat(tail.awaitRead(0, 7, Duration.ofMillis(20))).isFalse();
  }

  @Test
  void gets_a_record_again_that_the_registry_could_not_help_to_read() throws Exception {
    refusals.set(1);
    start(0, 1);
    assertThat(tail.awaitRead(0, 1, LONG)).isTrue();
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void goes_on_after_the_broker_failed() throws Exception {
    consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("away")));
    start(0, 1);
    assertThat(tail.awaitRead(0, 1, LONG)).isTrue();
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void passes_over_what_was_taken_when_it_was_written() throws Exception {
    start(0, 1);
    assertThat(tail.awaitRead(0, 1, LONG)).isTrue();
    tail.takeOwn(0, 2, () -> taken.add(200L));
    tail.takeOwn(0, 4, () -> taken.add(400L));
    consumer.schedulePollTask(() -> add(2, 4, 5));
    assertThat(tail.awaitRead(0, 5, LONG)).isTrue();
    assertThat(taken).containsExactly(0L, 1L, 200L, 400L, 5L);
  }

  @Test
  void takes_nothing_that_was_written_before_what_is_read() throws Exception {
    start(0, 1, 7);
    assertThat(tail.awaitRead(0, 7, LONG)).isTrue();
    tail.takeOwn(0, 5, () -> taken.add(500L));
    tail.takeOwn(0, 7, () -> taken.add(700L));
    assertThat(taken).containsExactly(0L, 1L, 7L);
  }

  /** A registry that never answers. */
  private static final class Away implements RegistryClient {
    private static RegistryException away() {
      return new RegistryException.Unavailable("away", new IllegalStateException("away"));
    }

    @Override
    public int register(String subject, Schema schema) {
      throw away();
    }

    @Override
    public int idOf(String subject, Schema schema) {
      throw away();
    }

    @Override
    public Schema byId(int id) {
      throw away();
    }

    @Override
    public RegisteredSchema latest(String subject) {
      throw away();
    }

    @Override
    public Optional<Compatibility> compatibility(String subject) {
      throw away();
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
      throw away();
    }
  }
}
