package io.orderwire.delivery.app;

import io.orderwire.schemas.LocalCopy;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the local stores are copies of the topics that are served. */
final class OwnCopy {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCopy.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private OwnCopy() {}

  /**
   * Sets stores aside that are copies of another cluster's topics. Waits for Kafka as long as that
   * takes.
   *
   * @throws io.orderwire.schemas.ForeignCopyException if they are, and there is no history here
   */
  static void settle(Admin admin, Path stores, String applicationId) {
    String history = history(admin);
    new LocalCopy(stores, applicationId)
        .settle(history, () -> !Topics.isEmpty(admin, TopicCatalogue.HISTORY))
        .ifPresent(
            aside ->
                LOG.warn(
                    "The local stores were copies of another cluster's topics, and are in {} now;"
                        + " new ones are made from the history topic",
                    aside));
  }

  private static String history(Admin admin) {
    while (true) {
      try {
        return Topics.identity(admin, TopicCatalogue.HISTORY);
      } catch (RetriableException e) {
        LOG.info("Waiting for Kafka: {}", e.getMessage());
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }
}
