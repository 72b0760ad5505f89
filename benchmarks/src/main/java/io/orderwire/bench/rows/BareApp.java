package io.orderwire.bench.rows;

import io.orderwire.bench.load.BareStreams;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.Stage;
import io.orderwire.embedded.ChildJvm;
import io.orderwire.processes.Jvm;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A bare Kafka Streams app with topics of its own, which can be started again and again. */
final class BareApp implements AutoCloseable {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final Stage stage;
  private final String servers;
  private final String name;
  private @Nullable ChildJvm process;

  /** Makes the topics; nothing is started yet. */
  BareApp(Stage stage, String bootstrapServers, String name) throws InterruptedException {
    this.stage = stage;
    this.servers = bootstrapServers;
    this.name = name;
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(topic(input()), topic(output()))).all().get();
    } catch (ExecutionException e) {
      throw new RowFailedException("Topics could not be made: " + e.getCause(), e);
    }
  }

  private static NewTopic topic(String topic) {
    return new NewTopic(topic, Optional.of(TopicCatalogue.PARTITIONS), Optional.empty());
  }

  /** The topic that it reads. */
  String input() {
    return name + "-in";
  }

  private String output() {
    return name + "-out";
  }

  /** Reads what it writes from now on. */
  TopicReader reader() {
    return new TopicReader(servers, output());
  }

  /** A producer with the SDK's settings; the caller's to close. */
  KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "linger.ms",
            5,
            "batch.size",
            128 << 10,
            "buffer.memory",
            64L << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  void start() {
    process =
        Jvm.start(
            BareStreams.class,
            List.of(servers, stage.resolve(name).toString(), input(), output(), name),
            stage.resolve("logs").resolve(name + ".log"));
  }

  /** Stops it, if it runs. */
  @Override
  public void close() {
    ChildJvm running = process;
    process = null;
    if (running != null) {
      running.stop(STOP_WITHIN);
    }
  }
}
