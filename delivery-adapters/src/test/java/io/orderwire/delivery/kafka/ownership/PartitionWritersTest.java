package io.orderwire.delivery.kafka.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers over two logs in memory, which are read back when the test says so. */
final class PartitionWritersTest {
  private static final String PARTNER = "acme";
  private static final String TOPIC = "numbers";
  private static final String OTHER = "others";
  private static final String LOG = "log";
  private static final int ACMES_PARTITION =
      PartnerPartitioner.partitionOf(PARTNER, TopicCatalogue.PARTITIONS);

  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final MemoryTable table = new MemoryTable(TOPIC);
  private final MemoryTable other = new MemoryTable(OTHER);
  private final List<Long> taken = new CopyOnWriteArrayList<>();
  private volatile long term = 1;
  private volatile boolean confirmed = true;
  private volatile boolean slow;
  private volatile @Nullable Throwable failure;
  private final PartitionWriters writers =
      new PartitionWriters(
          _ -> term,
          _ -> confirmed,
          _ -> producer(),
          partition -> written(partition.topic()).size(),
          Duration.ofSeconds(30),
          Thread.ofPlatform().daemon().factory());

  PartitionWritersTest() {
    writers.follow(TOPIC, new Reading(TOPIC, table));
    writers.follow(OTHER, new Reading(OTHER, other));
  }

  /** A topic that is read when somebody waits for it, unless it is slow. */
  private final class Reading implements PartitionWriters.Followed {
    private final String topic;
    private final MemoryTable into;

    Reading(String topic, MemoryTable into) {
      this.topic = topic;
      this.into = into;
    }

    @Override
    public boolean awaitRead(int partition, long offset, Duration timeout) {
      if (slow) {
        return false;
      }
      written(topic).forEach(into::take);
      return true;
    }

    @Override
    public void take(int partition, long offset, Runnable taking) {
      assertThat(partition).isEqualTo(ACMES_PARTITION);
      taken.add(offset);
      taking.run();
    }
  }

  @AfterEach
  void close() {
    writers.close();
  }

  @Test
  void decides_nothing_before_all_is_read_that_a_predecessor_wrote() throws Exception {
    writeAsAnotherOwner(table, 100);
    slow = true;
    assertThat(raise(table, 50)).isEqualTo(new Answer.Unavailable<Long>());
    assertThat(written(TOPIC)).hasSize(1);
    slow = false;
    assertThat(raise(table, 50)).isEqualTo(new Answer.Decided<>(100L));
    assertThat(written(TOPIC)).extracting(PartitionWritersTest::value).containsExactly("100");
  }

  @Test
  void what_is_committed_is_known_without_being_read() throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    slow = true;
    assertThat(raise(table, 2)).isEqualTo(new Answer.Decided<>(2L));
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(2L));
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void what_was_not_committed_is_not_taken() throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    producers.getFirst().commitTransactionException = new KafkaException("for the test");
    assertThat(raise(table, 2)).isEqualTo(new Answer.Unavailable<Long>());
    assertThat(taken).containsExactly(0L);
    assertThat(table.of(PARTNER)).containsEntry("n", 1L);
  }

  @Test
  void who_does_not_wait_is_told() throws Exception {
    CompletableFuture<Answer<Long>> told = new CompletableFuture<>();
    writers.tell(PARTNER, this::increment, true, told::complete);
    assertThat(told.get()).isEqualTo(new Answer.Decided<>(1L));
    term = 0;
    CompletableFuture<Answer<Long>> next = new CompletableFuture<>();
    writers.tell(PARTNER, this::increment, false, next::complete);
    assertThat(next.get()).isEqualTo(new Answer.NotOwner<Long>());
  }

  @Test
  void goes_on_after_a_failure_that_nobody_thought_of() throws Exception {
    failure = new IllegalStateException("for the test");
    assertThat(raise(table, 1)).isEqualTo(new Answer.Unavailable<Long>());
    failure = null;
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
  }

  @Test
  void an_error_ends_a_writer_and_the_next_request_gets_another() throws Exception {
    failure = new StackOverflowError("for the test");
    assertThat(raise(table, 1)).isEqualTo(new Answer.Unavailable<Long>());
    failure = null;
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
  }

  @Test
  void who_does_not_own_the_partition_decides_nothing() throws Exception {
    term = 0;
    assertThat(raise(table, 1)).isEqualTo(new Answer.NotOwner<Long>());
    assertThat(producers).isEmpty();
  }

  @Test
  void a_new_term_fences_and_reads_both_topics_again() throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    writeAsAnotherOwner(other, 7);
    term = 2;
    assertThat(
            writers.ask(
                PARTNER, transaction -> transaction.of(other, PARTNER).getOrDefault("n", 0L)))
        .isEqualTo(new Answer.Decided<>(7L));
    assertThat(producers).hasSize(3);
    assertThat(producers.get(2).transactionInitialized()).isTrue();
  }

  @Test
  void one_producer_writes_both_tables_of_a_partition() throws Exception {
    raise(table, 1);
    raise(other, 2);
    assertThat(producers).hasSize(1);
    assertThat(table.of(PARTNER)).containsEntry("n", 1L);
    assertThat(other.of(PARTNER)).containsEntry("n", 2L);
  }

  @Test
  void what_is_appended_is_written_in_one_transaction_with_what_is_stored() throws Exception {
    Answer<Long> answer =
        writers.ask(
            PARTNER,
            transaction -> {
              transaction.append(partition -> entry(partition, "first"));
              transaction.append(partition -> entry(partition, "second"));
              return increment(transaction);
            });
    assertThat(answer).isEqualTo(new Answer.Decided<>(1L));
    assertThat(written(LOG))
        .extracting(PartitionWritersTest::value)
        .containsExactly("first", "second");
    assertThat(written(LOG)).extracting(ProducerRecord::partition).containsOnly(ACMES_PARTITION);
    assertThat(table.of(PARTNER)).containsEntry("n", 1L);
    assertThat(producers.getFirst().commitCount()).isEqualTo(1);
  }

  @Test
  void what_is_appended_alone_is_committed() throws Exception {
    Answer<Boolean> answer =
        writers.ask(
            PARTNER,
            transaction -> {
              transaction.append(partition -> entry(partition, "alone"));
              return true;
            });
    assertThat(answer).isEqualTo(new Answer.Decided<>(true));
    assertThat(written(LOG)).hasSize(1);
  }

  @Test
  void whoever_is_fenced_neither_stores_nor_appends() throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    producers.getFirst().fenceProducer();
    Answer<Long> answer =
        writers.ask(
            PARTNER,
            transaction -> {
              transaction.append(partition -> entry(partition, "too late"));
              return increment(transaction);
            });
    assertThat(answer).isEqualTo(new Answer.NotOwner<Long>());
    assertThat(written(LOG)).isEmpty();
    assertThat(table.of(PARTNER)).containsEntry("n", 1L);
  }

  /** Whoever was late has written; it is fenced in turn. */
  @Test
  void an_owner_that_is_fenced_goes_on_if_kafka_says_that_it_is_the_owner() throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    producers.getFirst().fenceProducer();
    assertThat(raise(table, 2)).isEqualTo(new Answer.NotOwner<Long>());
    assertThat(writers.owns(PARTNER)).isTrue();
    assertThat(raise(table, 2)).isEqualTo(new Answer.Decided<>(2L));
    assertThat(producers).hasSize(2);
  }

  /** Otherwise the two would fence each other, and both would deliver. */
  @Test
  void who_was_not_told_of_another_owner_stops_until_it_owns_the_partition_anew() throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    producers.getFirst().fenceProducer();
    confirmed = false;
    assertThat(raise(table, 2)).isEqualTo(new Answer.NotOwner<Long>());
    assertThat(raise(table, 2)).isEqualTo(new Answer.NotOwner<Long>());
    assertThat(raise(table, 2)).isEqualTo(new Answer.NotOwner<Long>());
    assertThat(producers).as("nobody is fenced").hasSize(1);
    assertThat(writers.owns(PARTNER)).isFalse();
    term = 2;
    assertThat(raise(table, 2)).isEqualTo(new Answer.Decided<>(2L));
    assertThat(writers.owns(PARTNER)).isTrue();
  }

  @Test
  void decisions_of_one_transaction_see_what_those_before_them_wrote() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer<Boolean>> blocking =
          threads.submit(
              () ->
                  writers.ask(
                      PARTNER,
                      _ -> {
                        first.countDown();
                        return awaited(go);
                      }));
      first.await();
      List<Future<Answer<Long>>> counts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        counts.add(threads.submit(() -> writers.ask(PARTNER, this::increment)));
      }
      go.countDown();
      assertThat(blocking.get()).isEqualTo(new Answer.Decided<>(true));
      List<Long> seen = new ArrayList<>();
      for (Future<Answer<Long>> count : counts) {
        seen.add(((Answer.Decided<Long>) count.get()).value());
      }
      assertThat(seen).doesNotHaveDuplicates().contains(1L, 20L);
      assertThat(table.of(PARTNER)).containsEntry("n", 20L);
    }
  }

  @Test
  void what_nobody_waits_for_is_written_together_and_at_the_latest_with_what_is_urgent()
      throws Exception {
    assertThat(raise(table, 1)).isEqualTo(new Answer.Decided<>(1L));
    CountDownLatch told = new CountDownLatch(250);
    for (int i = 0; i < 250; i++) {
      writers.tell(PARTNER, this::increment, false, _ -> told.countDown());
    }
    assertThat(writers.ask(PARTNER, this::increment)).isInstanceOf(Answer.Decided.class);
    told.await();
    assertThat(table.of(PARTNER)).containsEntry("n", 252L);
    assertThat(producers.getFirst().commitCount()).isLessThan(100);
  }

  @Test
  void what_is_removed_is_not_seen_by_later_decisions_of_the_transaction() {
    table.take(PARTNER, "n", 5L);
    Transaction transaction = new Transaction();
    assertThat(transaction.find(table, PARTNER, "n")).hasValue(5L);
    transaction.remove(table, PARTNER, "n");
    assertThat(transaction.of(table, PARTNER)).isEmpty();
    assertThat(transaction.find(table, PARTNER, "n")).isEmpty();
    transaction.put(table, PARTNER, "n", 6L);
    assertThat(transaction.find(table, PARTNER, "n")).hasValue(6L);
    assertThat(transaction.of(table, PARTNER)).containsEntry("n", 6L);
    assertThat(transaction.records(3))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.record().partition()).isEqualTo(3);
              assertThat(value(item.record())).isEqualTo("6");
            });
  }

  private Answer<Long> raise(MemoryTable to, long number) throws InterruptedException {
    return writers.ask(
        PARTNER,
        transaction -> {
          long known = transaction.of(to, PARTNER).getOrDefault("n", 0L);
          if (number > known) {
            transaction.put(to, PARTNER, "n", number);
          }
          return Math.max(number, known);
        });
  }

  private long increment(Transaction transaction) {
    long next = transaction.of(table, PARTNER).getOrDefault("n", 0L) + 1;
    transaction.put(table, PARTNER, "n", next);
    return next;
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void writeAsAnotherOwner(MemoryTable to, long number) throws Exception {
    Producer<byte[], byte[]> owner = producer();
    owner.initTransactions();
    owner.beginTransaction();
    Future<RecordMetadata> sent = owner.send(to.record(0, PARTNER, "n", number));
    owner.commitTransaction();
    assertThat(sent.get().offset()).isNotNegative();
  }

  private Producer<byte[], byte[]> producer() {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
    MockProducer<byte[], byte[]> made =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(made);
    return made;
  }

  private List<ProducerRecord<byte[], byte[]>> written(String topic) {
    return producers.stream()
        .flatMap(one -> one.history().stream())
        .filter(item -> item.topic().equals(topic))
        .toList();
  }

  private static ProducerRecord<byte[], byte[]> entry(int partition, String text) {
    return new ProducerRecord<>(LOG, partition, PARTNER.getBytes(UTF_8), text.getBytes(UTF_8));
  }

  private static String value(ProducerRecord<byte[], byte[]> item) {
    return new String(item.value(), UTF_8);
  }
}
