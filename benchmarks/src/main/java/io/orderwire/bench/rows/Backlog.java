package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What waits for the processor in its input. */
final class Backlog {
  private static final String PROCESSOR = "orderwire-processor";

  private Backlog() {}

  /**
   * Waits until the processor has committed all that is in the input now.
   *
   * @throws RowFailedException if it gets no further for a minute
   */
  static void awaitDone(LocalSystem system) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      IntStream.range(0, TopicCatalogue.PARTITIONS)
          .forEach(
              n ->
                  latest.put(
                      new TopicPartition(TopicCatalogue.EVENTS.topicName(), n),
                      OffsetSpec.latest()));
      Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
      long all = ends.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
      Wait.until("sequenced events of earlier rows", all, () -> committed(admin));
    } catch (ExecutionException e) {
      throw new RowFailedException("Kafka did not tell offsets: " + e.getCause(), e);
    }
  }

  private static long committed(Admin admin) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(PROCESSOR).partitionsToOffsetAndMetadata().get();
      return offsets.values().stream().mapToLong(Backlog::offset).sum();
    } catch (ExecutionException e) {
      throw new RowFailedException("Kafka did not tell committed offsets: " + e.getCause(), e);
    }
  }

  /** Kafka gives null for a partition without one. */
  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }
}
