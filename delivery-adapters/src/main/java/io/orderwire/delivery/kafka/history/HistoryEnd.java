package io.orderwire.delivery.kafka.history;

import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what is shown with where the topic ends, by asking the broker: a consumer does not tell
 * that it is cut off. Safe for use by many threads.
 */
public final class HistoryEnd {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final Admin admin;
  private final HistoryStreams streams;

  /**
   * A comparison.
   *
   * @param admin the caller's to close
   */
  public HistoryEnd(Admin admin, HistoryStreams streams) {
    this.admin = admin;
    this.streams = streams;
  }

  /**
   * Whether a partition may hold more than is shown: the broker does not answer within 2 s, or what
   * it has now is not shown within 2 s more.
   */
  boolean mayLag(int partition) throws InterruptedException {
    OptionalLong end = ask(partition);
    if (end.isEmpty()) {
      return true;
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!streams.hasShown(partition, end.getAsLong())) {
      if (System.nanoTime() - until > 0) {
        return true;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return false;
  }

  private OptionalLong ask(int partition) throws InterruptedException {
    TopicPartition asked = new TopicPartition(TopicCatalogue.HISTORY.topicName(), partition);
    ListOffsetsOptions options =
        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)
            .timeoutMs((int) PATIENCE.toMillis());
    try {
      return OptionalLong.of(
          admin
              .listOffsets(Map.of(asked, OffsetSpec.latest()), options)
              .partitionResult(asked)
              .get()
              .offset());
    } catch (ExecutionException e) {
      return OptionalLong.empty(); // Whatever it is, the end is not known.
    }
  }
}
