package io.orderwire.ingest.app;

import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the broker at start, makes the topic that is missing, and from then on asks every few
 * seconds whether the broker is there. Two missed answers in a row count as away.
 */
final class BrokerWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MISSES = 2;

  private final Admin admin;
  private final String servers;
  private final short replicationFactor;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ready;
  private final AtomicInteger misses = new AtomicInteger();

  BrokerWatch(Map<String, Object> clientSettings, short replicationFactor) {
    this.servers = String.valueOf(clientSettings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.replicationFactor = replicationFactor;
    this.admin = Admin.create(clientSettings);
  }

  /** Whether the topic is there and the broker answers. */
  boolean isUp() {
    return ready && misses.get() < MISSES;
  }

  /**
   * Returns when the topic is there, or when this is closed.
   *
   * @throws io.orderwire.schemas.WrongPartitionCountException if it has another partition count
   * @throws KafkaException if the broker refuses for good
   */
  void awaitTopic() throws InterruptedException {
    List<Topic> needed = List.of(TopicCatalogue.EVENTS);
    while (closed.getCount() > 0) {
      try {
        Topics.ensure(admin, needed, replicationFactor);
        ready = true;
        log.info("Broker is there, topic {} is ready", TopicCatalogue.EVENTS.topicName());
        Thread.ofVirtual().name("broker-watch").start(this::watch);
        return;
      } catch (RetriableException away) {
        log.warn("Waiting for the broker at {}: {}", servers, away.getMessage());
        pause();
      }
    }
  }

  private void watch() {
    try {
      while (!pause()) {
        try {
          admin
              .describeTopics(List.of(TopicCatalogue.EVENTS.topicName()))
              .allTopicNames()
              .get(10, TimeUnit.SECONDS);
          if (misses.getAndSet(0) >= MISSES) {
            log.info("Broker answers again");
          }
        } catch (ExecutionException | TimeoutException | KafkaException missed) {
          if (misses.incrementAndGet() == MISSES) {
            log.warn("Broker does not answer: {}", missed.toString());
          }
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a little; true if this was closed. */
  private boolean pause() throws InterruptedException {
    return closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    admin.close(Duration.ofSeconds(1));
  }
}
