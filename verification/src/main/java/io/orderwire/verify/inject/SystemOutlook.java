package io.orderwire.verify.inject;

import io.orderwire.verify.read.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's admin client, the receiver of webhooks and the operating system tell. */
public final class SystemOutlook implements Outlook, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Somebody is halted meanwhile. */
  private static final int SHORT_TIMEOUT_MILLIS = 1_500;

  private final Admin admin;
  private final Hold hold;
  private final int partitions;

  /**
   * Of a system.
   *
   * @param partitions how many each topic has that is asked about
   */
  public SystemOutlook(String bootstrapServers, Hold hold, int partitions) {
    this.hold = hold;
    this.partitions = partitions;
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "verify-outlook",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS));
  }

  @Override
  public int controller() throws IOException, InterruptedException {
    return told(admin.describeMetadataQuorum().quorumInfo()).leaderId();
  }

  @Override
  public Map<Integer, Long> openTransactions(String topic)
      throws IOException, InterruptedException {
    Map<Integer, Long> stable = ends(topic, IsolationLevel.READ_COMMITTED);
    Map<Integer, Long> written = ends(topic, IsolationLevel.READ_UNCOMMITTED);
    Map<Integer, Long> open = new HashMap<>();
    stable.forEach(
        (partition, offset) -> {
          if (written.getOrDefault(partition, offset) > offset) {
            open.put(partition, offset);
          }
        });
    return open;
  }

  private Map<Integer, Long> ends(String topic, IsolationLevel level)
      throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return told(
            admin
                .listOffsets(all, new ListOffsetsOptions(level).timeoutMs(SHORT_TIMEOUT_MILLIS))
                .all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
  }

  private static <T> T told(KafkaFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not tell: " + e.getCause(), e);
    }
  }

  @Override
  public Optional<Hold.Held> nextDelivery(Duration atMost) throws InterruptedException {
    return hold.next(atMost);
  }

  @Override
  public boolean sendsFrom(long pid, int port) throws IOException {
    return Sockets.has(pid, port);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
