package io.orderwire.producer;

import static io.orderwire.producer.Events.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.OrderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // many tests look at what is sent instead
class OrderEventPublisherTest {

  private final List<ManualProducer> producers = new CopyOnWriteArrayList<>();
  private final List<OrderEventPublisher> publishers = new ArrayList<>();
  private Serializer<OrderEvent> serializer = (topic, event) -> event.getOrderId().getBytes(UTF_8);

  @BeforeAll
  static void waitLong() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    publishers.forEach(publisher -> publisher.close(Duration.ZERO));
  }

  private OrderEventPublisher publisher(BackPressure backPressure) {
    OrderEventPublisher publisher =
        OrderEventPublisher.builder()
            .maxInFlightBytes(1 << 20)
            .backPressure(backPressure)
            .build(
                serializer,
                () -> {
                  ManualProducer producer = new ManualProducer();
                  producers.add(producer);
                  return producer;
                },
                System::nanoTime);
    publishers.add(publisher);
    return publisher;
  }

  private OrderEventPublisher publisher() {
    return publisher(BackPressure.failFast());
  }

  private ManualProducer producer(int number) {
    await().until(() -> producers.size() > number);
    return producers.get(number);
  }

  private void awaitSent(int producer, int count) {
    await().until(() -> producer(producer).history().size() >= count);
  }

  private List<String> sent(int producer) {
    return producer(producer).history().stream().map(r -> new String(r.value(), UTF_8)).toList();
  }

  private static Throwable failureOf(CompletableFuture<?> future) {
    try {
      future.get();
    } catch (ExecutionException failed) {
      return Objects.requireNonNull(failed.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError("did not fail");
  }

  /** Lets the first record, which goes alone, be acknowledged. */
  private void open(OrderEventPublisher publisher, String partner) {
    CompletableFuture<Published> first = publisher.publish(event(partner, 0));
    awaitSent(0, 1);
    producer(0).completeNext();
    assertThat(first.join()).isNotNull();
  }

  @Test
  void keys_by_partner_and_partitions_by_murmur2() {
    publisher().publish(event("acme", 1));
    awaitSent(0, 1);

    ProducerRecord<byte[], byte[]> record = producer(0).history().get(0);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("acme");
    assertThat(record.topic()).isEqualTo("orders.events.v1");
    assertThat(record.partition()).isEqualTo(MURMUR2_OF_ACME);
    assertThat(record.timestamp()).isNull();
  }

  /** As Kafka's own partitioner has it for 12 partitions. */
  private static final int MURMUR2_OF_ACME =
      Utils.toPositive(Utils.murmur2("acme".getBytes(UTF_8))) % 12;

  @Test
  void completes_when_the_broker_has_acknowledged_and_not_before() {
    CompletableFuture<Published> future = publisher().publish(event("acme", 1));
    awaitSent(0, 1);
    assertThat(future).isNotDone();

    producer(0).completeNext();

    assertThat(future.join().offset()).isZero();
  }

  @Test
  void sends_a_partitions_first_event_alone() {
    OrderEventPublisher publisher = publisher();
    for (int i = 0; i < 5; i++) {
      publisher.publish(event("acme", i));
    }
    awaitSent(0, 1);
    assertThat(sent(0)).containsExactly("o-0");

    producer(0).completeNext();

    awaitSent(0, 5);
    assertThat(sent(0)).containsExactly("o-0", "o-1", "o-2", "o-3", "o-4");
  }

  @Test
  void refuses_an_invalid_event_at_once() {
    OrderEventPublisher publisher = publisher();

    CompletableFuture<Published> refused = publisher.publish(event("ACME!", 1));

    assertThat(refused).isCompletedExceptionally();
    assertThat(failureOf(refused))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> assertThat(e.violations()).extracting("field").containsExactly("partner_id"));
  }

  @Test
  void refuses_an_event_that_is_too_large_when_serialised() {
    serializer = (topic, event) -> new byte[262_145];

    assertThat(failureOf(publisher().publish(event("acme", 1))))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("262144");
  }

  @Test
  void tells_that_the_registry_is_away_and_closes_nothing() {
    AtomicBoolean away = new AtomicBoolean(true);
    serializer =
        (topic, event) -> {
          if (away.get()) {
            throw new SerializationException("no answer");
          }
          return new byte[1];
        };
    OrderEventPublisher publisher = publisher();
    assertThat(failureOf(publisher.publish(event("acme", 1))))
        .isInstanceOf(SerializationFailedException.class);
    away.set(false);

    assertThat(publisher.publish(event("acme", 2))).isNotDone();
  }

  @Test
  void fails_what_is_behind_a_failed_event_until_resumed() {
    OrderEventPublisher publisher = publisher();
    open(publisher, "acme");
    CompletableFuture<Published> failing = publisher.publish(event("acme", 1));
    CompletableFuture<Published> behind = publisher.publish(event("acme", 2));
    awaitSent(0, 3);

    producer(0).errorNext(new TimeoutException("expired"));

    assertThat(failureOf(failing))
        .isInstanceOf(SendFailedException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(failureOf(behind))
        .isInstanceOfSatisfying(
            PredecessorFailed.class, e -> assertThat(e.partnerId()).isEqualTo("acme"));
    assertThat(failureOf(publisher.publish(event("acme", 3))))
        .isInstanceOf(PredecessorFailed.class);
    assertThat(publisher.resume("acme")).isTrue();
    assertThat(publisher.resume("acme")).isFalse();

    CompletableFuture<Published> again = publisher.publish(event("acme", 1));
    awaitSent(1, 1);
    producer(1).completeNext();
    assertThat(again.join()).isNotNull();
    assertThat(sent(1)).containsExactly("o-1");
  }

  @Test
  void sends_what_was_swept_along_again_with_a_new_producer() {
    OrderEventPublisher publisher = publisher();
    open(publisher, "acme");
    CompletableFuture<Published> failing = publisher.publish(event("acme", 1));
    CompletableFuture<Published> other = publisher.publish(event("other", 2));
    awaitSent(0, 3);

    producer(0).errorNext(new RecordTooLargeException());

    assertThat(failureOf(failing)).isInstanceOf(SendFailedException.class);
    awaitSent(1, 1);
    producer(1).completeNext();
    assertThat(other.join()).isNotNull();
    assertThat(sent(1)).containsExactly("o-2");
    assertThat(publisher.stats().restarts()).isEqualTo(1);
  }

  @Test
  void closes_a_failed_producer_before_its_callback_returns() {
    OrderEventPublisher publisher = publisher();
    open(publisher, "acme");
    publisher.publish(event("acme", 1));
    awaitSent(0, 2);

    producer(0).errorNext(new TimeoutException("expired"));

    assertThat(producer(0).closed()).isTrue();
  }

  @Test
  void keeps_streams_apart() {
    OrderEventPublisher publisher = publisher();
    open(publisher, "acme");
    CompletableFuture<Published> failing = publisher.newStream().publish(event("acme", 1));
    awaitSent(0, 2);
    producer(0).errorNext(new TimeoutException("expired"));
    assertThat(failureOf(failing)).isInstanceOf(SendFailedException.class);

    CompletableFuture<Published> elsewhere = publisher.publish(event("acme", 2));

    awaitSent(1, 1);
    producer(1).completeNext();
    assertThat(elsewhere.join()).isNotNull();
  }

  @Test
  void fails_fast_when_too_much_is_under_way() {
    serializer = (topic, event) -> new byte[200_000];
    OrderEventPublisher publisher = publisher();
    for (int i = 0; i < 5; i++) {
      assertThat(publisher.publish(event("acme", i))).isNotDone();
    }

    assertThat(failureOf(publisher.publish(event("acme", 5))))
        .isInstanceOf(BackPressureException.class);
  }

  @Test
  void waits_for_room_if_told_so() {
    serializer = (topic, event) -> new byte[200_000];
    OrderEventPublisher publisher = publisher(BackPressure.block(Duration.ofSeconds(60)));
    List<CompletableFuture<Published>> futures = new ArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              for (int i = 0; i < 6; i++) {
                futures.add(publisher.publish(event("acme", i)));
              }
            });
    caller.start();
    awaitSent(0, 1);
    await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

    producer(0).completeNext();

    await().until(() -> !caller.isAlive());
    assertThat(futures).hasSize(6);
    assertThat(futures.get(5)).isNotDone();
  }

  @Test
  void gives_up_waiting_for_room_in_time() {
    serializer = (topic, event) -> new byte[200_000];
    OrderEventPublisher publisher = publisher(BackPressure.block(Duration.ofMillis(50)));
    for (int i = 0; i < 5; i++) {
      publisher.publish(event("acme", i));
    }

    assertThat(failureOf(publisher.publish(event("acme", 5))))
        .isInstanceOf(BackPressureException.class);
  }

  @Test
  void closes_with_everything_decided_although_the_broker_is_silent() {
    OrderEventPublisher publisher = publisher();
    List<CompletableFuture<Published>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(publisher.publish(event("p" + i % 7, i)));
    }
    awaitSent(0, 1);

    publisher.close(Duration.ofMillis(100));

    assertThat(futures)
        .allSatisfy(f -> assertThat(failureOf(f)).isInstanceOf(PublisherClosedException.class));
    assertThat(failureOf(publisher.publish(event("acme", 1))))
        .isInstanceOf(PublisherClosedException.class);
    assertThat(publisher.stats().inFlight()).isZero();
    assertThat(publisher.stats().inFlightBytes()).isZero();
  }

  @Test
  void closes_when_the_last_event_is_decided() {
    OrderEventPublisher publisher = publisher();
    CompletableFuture<Published> future = publisher.publish(event("acme", 1));
    awaitSent(0, 1);
    Thread closing = new Thread(() -> publisher.close(Duration.ofMinutes(10)));
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

    producer(0).completeNext();

    await().until(() -> !closing.isAlive());
    assertThat(future.join()).isNotNull();
  }

  @Test
  void closes_although_a_callers_code_holds_up_the_producers_thread() {
    OrderEventPublisher publisher = publisher();
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Void> dependent =
        publisher
            .publish(event("acme", 1))
            .thenAccept(
                done -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    CompletableFuture<Published> other = publisher.publish(event("acme", 2));
    awaitSent(0, 1);
    Thread io = new Thread(() -> producer(0).completeNext());
    io.setDaemon(true);
    io.start();
    await().until(() -> io.getState() == Thread.State.WAITING);

    publisher.close(Duration.ofMillis(100));

    assertThat(other).isCompletedExceptionally();
    assertThat(dependent).isNotDone();
    never.countDown();
  }

  @Test
  void decides_everything_and_takes_nothing_more_after_a_bug_ended_the_dispatching() {
    OrderEventPublisher publisher =
        OrderEventPublisher.builder()
            .clientId("broken")
            .build(
                serializer,
                () -> {
                  throw new LinkageError("a bug");
                },
                System::nanoTime);
    publishers.add(publisher);

    assertThat(failureOf(publisher.publish(event("acme", 1))))
        .isInstanceOf(PublisherClosedException.class);

    assertThat(publisher.isBroken()).isTrue();
    await()
        .dontCatchUncaughtExceptions() // the thread ends by one
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("broken-dispatch")));
    assertThat(failureOf(publisher.publish(event("acme", 2))))
        .isInstanceOf(PublisherClosedException.class)
        .hasMessageContaining("a bug");
    assertThat(failureOf(publisher.publish(event("other", 3))))
        .isInstanceOf(PublisherClosedException.class)
        .hasMessageContaining("a bug");
    assertThat(publisher.stats().inFlight()).isZero();
  }

  @Test
  void counts_room_rightly_if_a_caller_completes_the_future_itself() {
    OrderEventPublisher publisher = publisher();
    CompletableFuture<Published> future = publisher.publish(event("acme", 1));
    awaitSent(0, 1);
    future.cancel(true);

    producer(0).completeNext();

    await().until(() -> publisher.stats().inFlight() == 0);
    assertThat(publisher.stats().inFlightBytes()).isZero();
    assertThat(publisher.stats().published()).isEqualTo(1);
  }

  @Test
  void refuses_settings_on_which_the_order_depends() {
    for (String setting :
        List.of(
            "acks",
            "enable.idempotence",
            "max.in.flight.requests.per.connection",
            "partitioner.class")) {
      assertThatThrownBy(() -> OrderEventPublisher.builder().properties(Map.of(setting, "x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(setting);
    }
  }

  @Test
  void refuses_settings_that_kafkas_producer_could_not_use_when_it_is_built() {
    PublisherBuilder without = OrderEventPublisher.builder().schemaRegistryUrl("http://r");
    assertThatThrownBy(without::build)
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("bootstrap.servers");
    assertThatThrownBy(() -> without.bootstrapServers("broker").build())
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("bootstrap.servers");
    without.bootstrapServers("b:1");
    assertThatThrownBy(() -> without.properties(Map.of("security.protocol", "SASL")).build())
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("security.protocol");
  }

  @Test
  void pins_the_settings_of_kafkas_producer() {
    assertThat(
            OrderEventPublisher.builder()
                .bootstrapServers("b:1")
                .schemaRegistryUrl("http://r")
                .properties(Map.of("security.protocol", "SSL"))
                .kafkaConfig())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "b:1"),
                Map.entry("security.protocol", "SSL"),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5L),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 131_072),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 67_108_864L),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L)));
  }
}
