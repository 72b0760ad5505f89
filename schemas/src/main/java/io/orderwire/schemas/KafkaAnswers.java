package io.orderwire.schemas;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What Kafka's admin client answers. */
public final class KafkaAnswers {
  private KafkaAnswers() {}

  /**
   * Waits for an answer, as long as the client's time-out allows.
   *
   * @throws KafkaException as Kafka has it, such as {@link
   *     org.apache.kafka.common.errors.UnknownTopicOrPartitionException}; what is none of Kafka's
   *     is its cause
   * @throws InterruptException if the thread is interrupted meanwhile
   */
  public static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
