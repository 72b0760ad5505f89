package io.orderwire.producer;

import static io.orderwire.producer.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.testkit.StubRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publisher against a real broker that stands still, or dies and comes back. */
class OrderThroughOutagesIT {

  private static final int PARTNERS = 20;
  private static final int EVENTS = 4_000;

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private StubRegistry registry;
  private OrderEventPublisher publisher;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.builder().dataDir(directory.resolve("kafka")).build().start();
    registry = StubRegistry.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.ensure(admin, List.of(TopicCatalogue.EVENTS), (short) 1);
    }
    publisher =
        OrderEventPublisher.builder()
            .bootstrapServers(broker.bootstrapServers())
            .schemaRegistryUrl(registry.url())
            .deliveryTimeout(Duration.ofSeconds(2))
            .backPressure(BackPressure.failFast())
            .build();
  }

  @AfterEach
  void stop() {
    publisher.close(Duration.ZERO);
    broker.close();
    registry.close();
  }

  @Test
  void says_where_the_broker_put_an_event_and_when() {
    Instant before = Instant.now().minusMillis(1);

    Published published = publisher.publish(event("acme", 1)).join();

    ConsumerRecord<String, OrderEvent> record = readAll().get(0);
    assertThat(record.value()).isEqualTo(event("acme", 1));
    assertThat(record.key()).isEqualTo("acme");
    assertThat(published)
        .isEqualTo(
            new Published(
                record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp())));
    assertThat(published.appendedAt()).isAfter(before);
  }

  @Test
  void keeps_the_order_while_the_broker_stands_still_beyond_the_delivery_timeout() {
    Callers callers = new Callers();
    callers.runUntil(EVENTS / 4);
    signal("STOP");
    callers.runUntilFailed();
    callers.runFor(Duration.ofSeconds(1));
    signal("CONT");
    callers.runUntil(EVENTS / 2);
    signal("STOP");
    callers.runUntilFailed();
    signal("CONT");
    callers.runUntil(EVENTS);

    assertOrder();
    assertThat(publisher.stats().failed()).isPositive();
    assertThat(publisher.stats().restarts()).isPositive();
  }

  @Test
  void keeps_the_order_when_the_broker_is_killed_and_comes_back() {
    Callers callers = new Callers();
    callers.runUntil(EVENTS / 4);
    broker.kill();
    callers.runUntilFailed();
    broker.restart();
    callers.runUntil(EVENTS);

    assertOrder();
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(broker.pid())).start();
      assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(kill.exitValue()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertOrder() {
    Map<String, List<Integer>> firsts = new HashMap<>();
    for (ConsumerRecord<String, OrderEvent> record : readAll()) {
      int number = Integer.parseInt(record.value().getOrderId().substring(2));
      List<Integer> seen = firsts.computeIfAbsent(record.key(), key -> new ArrayList<>());
      assertThat(number)
          .as("of %s, after %d", record.key(), seen.size())
          .isLessThanOrEqualTo(seen.size());
      if (number == seen.size()) {
        seen.add(number);
      }
    }
    assertThat(firsts).hasSize(PARTNERS);
    assertThat(firsts.values())
        .allSatisfy(
            seen -> assertThat(seen).isEqualTo(IntStream.range(0, EVENTS).boxed().toList()));
  }

  private List<ConsumerRecord<String, OrderEvent>> readAll() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "auto.offset.reset",
            "earliest",
            "schema.registry.url",
            registry.url(),
            "specific.avro.reader",
            "true");
    AvroDeserializer<OrderEvent> values = new AvroDeserializer<>();
    values.configure(config, false);
    List<ConsumerRecord<String, OrderEvent>> records = new ArrayList<>();
    try (KafkaConsumer<String, OrderEvent> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), values)) {
      List<TopicPartition> partitions =
          IntStream.range(0, TopicCatalogue.EVENTS.partitions())
              .mapToObj(p -> new TopicPartition(TopicCatalogue.EVENTS.topicName(), p))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Publishes every partner's events in order, and goes back to the first that failed. */
  private final class Callers {
    private final List<List<CompletableFuture<Published>>> futures = new ArrayList<>();
    private final int[] published = new int[PARTNERS];

    Callers() {
      for (int p = 0; p < PARTNERS; p++) {
        futures.add(new ArrayList<>());
      }
    }

    void runUntil(int target) {
      Instant end = Instant.now().plusSeconds(180);
      while (IntStream.of(published).min().orElseThrow() < target) {
        step(target);
        assertThat(Instant.now()).as("so far %s", publisher.stats()).isBefore(end);
      }
    }

    void runUntilFailed() {
      long failed = publisher.stats().failed();
      Instant end = Instant.now().plusSeconds(180);
      while (publisher.stats().failed() == failed) {
        step(EVENTS);
        assertThat(Instant.now()).as("so far %s", publisher.stats()).isBefore(end);
      }
    }

    void runFor(Duration time) {
      Instant end = Instant.now().plus(time);
      while (Instant.now().isBefore(end)) {
        step(EVENTS);
      }
    }

    private void step(int target) {
      for (int p = 0; p < PARTNERS; p++) {
        step("partner-" + p, p, target);
      }
      LockSupport.parkNanos(100_000);
    }

    private void step(String partner, int p, int target) {
      List<CompletableFuture<Published>> line = futures.get(p);
      while (published[p] < line.size() && isPublished(line.get(published[p]))) {
        published[p]++;
      }
      boolean failed =
          published[p] < line.size() && line.get(published[p]).isCompletedExceptionally();
      if (failed) {
        publisher.resume(partner);
        line.subList(published[p], line.size()).clear();
      } else if (line.size() < target && line.size() - published[p] < 500) {
        line.add(publisher.publish(event(partner, line.size())));
      }
    }

    private static boolean isPublished(CompletableFuture<Published> future) {
      return future.isDone() && !future.isCompletedExceptionally();
    }
  }
}
