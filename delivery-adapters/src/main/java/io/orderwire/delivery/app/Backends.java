package io.orderwire.delivery.app;

import io.orderwire.schemas.Topic;
import io.orderwire.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at the start for what nothing works without. */
final class Backends {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Backends() {}

  /**
   * Waits for Kafka as long as that takes, and brings the topics in line with the catalogue.
   *
   * @throws io.orderwire.schemas.WrongPartitionCountException if a topic has another number of
   *     partitions
   */
  static void awaitKafka(
      Admin admin, List<Topic> topics, short replicationFactor, String bootstrapServers)
      throws InterruptedException {
    while (true) {
      try {
        Topics.ensure(admin, topics, replicationFactor);
        return;
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        if (!(e instanceof RetriableException) && !(e.getCause() instanceof RetriableException)) {
          throw e;
        }
        LOG.info("Waiting for Kafka at {}: {}", bootstrapServers, e.getMessage());
        Thread.sleep(PAUSE);
      }
    }
  }
}
