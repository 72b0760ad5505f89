package io.orderwire.delivery.kafka.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.history.MemoryRegistry;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import io.orderwire.delivery.webhook.factor.SecondFactor.Use;
import io.orderwire.delivery.webhook.factor.SecondFactors.Answer;
import io.orderwire.delivery.webhook.factor.SecondFactors.Change;
import io.orderwire.delivery.webhook.factor.SecondFactors.Decision;
import io.orderwire.delivery.webhook.factor.Totp;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topic over a log in memory, with the writers that Kafka has. */
final class KafkaSecondFactorsTest {
  private static final String TOPIC = TopicCatalogue.SECOND_FACTORS.topicName();
  private static final byte[] SECRET = new byte[20];
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final SecondFactor FULL =
      new SecondFactor(
          "acme",
          new byte[] {1, 2, 3},
          State.PENDING,
          59_839_000,
          4,
          Optional.of(NOW.plusSeconds(300)),
          7,
          NOW,
          NOW.plusMillis(1));

  private final List<ProducerRecord<byte[], byte[]>> log = new CopyOnWriteArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private volatile long term = 1;
  private final PartitionWriters writers =
      new PartitionWriters(
          _ -> term,
          _ -> true,
          _ -> producer(),
          _ -> log.size(),
          Duration.ofSeconds(30),
          Thread.ofPlatform().daemon().factory());
  private final Serde<AuditEntry> entries =
      AvroSerde.specific(
          AuditEntry.class, new MemoryRegistry(), TopicCatalogue.AUDIT.valueOptions());
  private final List<ProducerRecord<byte[], byte[]>> audit = new CopyOnWriteArrayList<>();
  private final KafkaSecondFactors factors =
      new KafkaSecondFactors(
          consumer, writers, values(), new AuditTrail(entries, () -> new UUID(1, 2), () -> NOW));

  @BeforeEach
  void start() {
    Map<TopicPartition, Long> zero =
        IntStream.range(0, TopicCatalogue.PARTITIONS)
            .mapToObj(number -> new TopicPartition(TOPIC, number))
            .collect(Collectors.toMap(one -> one, _ -> 0L));
    consumer.updateBeginningOffsets(zero);
    consumer.updateEndOffsets(zero);
    factors.start(Thread.ofPlatform().daemon().factory());
    await().atMost(Duration.ofSeconds(60)).until(factors::isComplete);
  }

  @AfterEach
  void close() {
    writers.close();
    factors.close();
  }

  @Test
  void a_factor_comes_back_with_every_field() throws Exception {
    assertThat(factors.decide("acme", _ -> new Decision<>(Optional.of(FULL), "made")))
        .isEqualTo(new Answer.Decided<>("made"));
    assertThat(factors.find("acme").orElseThrow()).usingRecursiveComparison().isEqualTo(FULL);
    assertThat(factors.find("other")).isEmpty();
  }

  @Test
  void what_does_not_change_is_not_written_and_what_is_removed_is_gone() throws Exception {
    factors.decide("acme", _ -> new Decision<>(Optional.of(FULL), 1));
    factors.decide("acme", stored -> new Decision<>(stored, 2));
    assertThat(log).hasSize(1);
    factors.decide("acme", _ -> new Decision<>(Optional.empty(), 3));
    factors.decide("acme", _ -> new Decision<>(Optional.empty(), 4));
    assertThat(log).hasSize(2);
    assertThat(factors.find("acme")).isEmpty();
  }

  @Test
  void a_change_has_an_entry_without_the_secret_and_a_try_of_a_code_has_none() throws Exception {
    SecondFactor other = SecondFactor.of("acme", new byte[] {9}, State.ACTIVE, NOW);
    factors.decide("acme", _ -> new Decision<>(Optional.of(FULL), 1, change(Change.Kind.BEGUN)));
    factors.decide("acme", _ -> new Decision<>(Optional.of(other), 2));
    factors.decide("acme", _ -> new Decision<>(Optional.empty(), 3, change(Change.Kind.REMOVED)));

    assertThat(audit).hasSize(2);
    AuditEntry begun = entry(audit.get(0));
    assertThat(begun.getAction()).isEqualTo("begun");
    assertThat(begun.getActorKind()).isEqualTo("operator");
    assertThat(begun.getActorId()).isEqualTo("alice");
    assertThat(begun.getResourceType()).isEqualTo("second_factor");
    assertThat(begun.getVersion()).isEqualTo(7);
    assertThat(begun.getBefore()).isNull();
    assertThat(begun.getAfter()).contains("\"state\":\"pending\"").doesNotContain("sealed");
    AuditEntry removed = entry(audit.get(1));
    assertThat(removed.getAction()).isEqualTo("removed");
    assertThat(removed.getBefore()).contains("\"partner_id\":\"acme\"");
    assertThat(removed.getAfter()).isNull();
  }

  @Test
  void with_its_partner_a_factor_goes_and_its_topic_gets_a_record_each_time() throws Exception {
    factors.decide("acme", _ -> new Decision<>(Optional.of(FULL), 1));
    for (int twice = 0; twice < 2; twice++) {
      writers.ask(
          "acme",
          transaction -> {
            factors.removeAll(transaction, "acme", Authors.OPERATOR);
            return 1;
          });
    }

    assertThat(factors.find("acme")).isEmpty();
    assertThat(log).hasSize(3);
    assertThat(audit)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(entry(one).getAction()).isEqualTo("removed");
              assertThat(entry(one).getAfter()).isNull();
            });
  }

  private static Optional<Change> change(Change.Kind kind) {
    return Optional.of(new Change(kind, Authors.OPERATOR));
  }

  private AuditEntry entry(ProducerRecord<byte[], byte[]> item) {
    return entries.deserializer().deserialize(item.topic(), item.value());
  }

  @Test
  void a_state_of_later_guards_as_an_active_one() throws Exception {
    io.orderwire.avro.SecondFactor later = new FactorTable(values()).toAvro(FULL);
    later.put("state", "suspended");
    assertThat(new FactorTable(values()).fromAvro("acme", later).isActive()).isTrue();
  }

  @Test
  void who_does_not_own_the_partition_decides_nothing() throws Exception {
    term = 0;
    assertThat(factors.decide("acme", _ -> new Decision<>(Optional.of(FULL), 1)))
        .isEqualTo(new Answer.NotOwner<Integer>());
  }

  @Test
  void of_two_threads_with_one_code_one_succeeds() throws Exception {
    SecondFactor fresh = SecondFactor.of("acme", new byte[] {1}, State.ACTIVE, NOW);
    factors.decide("acme", _ -> new Decision<>(Optional.of(fresh), true));
    String code = Totp.code(SECRET, Totp.step(NOW));
    Callable<Answer<Boolean>> request = () -> factors.decide("acme", stored -> use(stored, code));
    List<Answer<Boolean>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Answer<Boolean>> one : threads.invokeAll(List.of(request, request))) {
        answers.add(one.get());
      }
    }
    assertThat(answers)
        .containsExactlyInAnyOrder(new Answer.Decided<>(true), new Answer.Decided<>(false));
  }

  private static Decision<Boolean> use(Optional<SecondFactor> stored, String code) {
    return switch (stored.orElseThrow().use(SECRET, code, NOW)) {
      case Use.Taken(SecondFactor next) -> new Decision<>(Optional.of(next), true);
      case Use.Wrong(SecondFactor next) -> new Decision<>(Optional.of(next), false);
      case Use.Locked _ -> new Decision<>(stored, false);
    };
  }

  /** Gives what it has committed to the reader. */
  private Producer<byte[], byte[]> producer() {
    return new MockProducer<byte[], byte[]>(
        true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      private int seen;

      @Override
      public void commitTransaction() {
        super.commitTransaction();
        for (ProducerRecord<byte[], byte[]> item : history().subList(seen, history().size())) {
          if (item.topic().equals(TOPIC)) {
            consumer.addRecord(
                new ConsumerRecord<>(
                    TOPIC, item.partition(), log.size(), item.key(), item.value()));
            log.add(item);
          } else {
            audit.add(item);
          }
          seen++;
        }
      }
    };
  }

  private static Serde<io.orderwire.avro.SecondFactor> values() {
    return AvroSerde.specific(
        io.orderwire.avro.SecondFactor.class,
        new MemoryRegistry(),
        TopicCatalogue.SECOND_FACTORS.valueOptions());
  }
}
