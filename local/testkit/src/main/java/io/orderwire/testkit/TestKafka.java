package io.orderwire.testkit;

import io.orderwire.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real Kafka broker for a test: in a container where a Docker engine runs, else embedded; it
 * prints which. The environment variable {@code ORDERWIRE_TEST_BROKER} decides it: {@code
 * container} fails where there is no container, {@code embedded} never asks for one. Safe for use
 * by many threads.
 */
public final class TestKafka implements AutoCloseable {
  /** The image, as in docker-compose.yml. */
  public static final String IMAGE = "apache/kafka:4.2.1";

  private static final String CHOICE = "ORDERWIRE_TEST_BROKER";

  private final String bootstrapServers;
  private final AutoCloseable broker;

  private TestKafka(String bootstrapServers, AutoCloseable broker) {
    this.bootstrapServers = bootstrapServers;
    this.broker = broker;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @throws IllegalStateException if a container is asked for and there is no Docker engine
   */
  public static TestKafka start() {
    String choice = String.valueOf(System.getenv(CHOICE)).toLowerCase(Locale.ROOT);
    return switch (choice) {
      case "container" -> container();
      case "embedded" -> embedded();
      case "null", "" ->
          DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
      default ->
          throw new IllegalStateException(CHOICE + " is container or embedded, not " + choice);
    };
  }

  /** The one broker that all tests of this JVM may share; it ends with the JVM. */
  public static TestKafka shared() {
    return Shared.KAFKA;
  }

  /** The address for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Ends the broker; what it held is gone. */
  @Override
  public void close() {
    try {
      broker.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the broker did not end", e);
    }
  }

  private static TestKafka container() {
    KafkaContainer container =
        new KafkaContainer(DockerImageName.parse(IMAGE))
            .withEnv(
                Map.of(
                    "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                    "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"));
    container.start();
    System.out.println("Tests use a Kafka broker in a container (" + IMAGE + ")");
    return new TestKafka(container.getBootstrapServers(), container);
  }

  private static TestKafka embedded() {
    try {
      Path directory = Files.createTempDirectory("orderwire-kafka");
      EmbeddedBroker broker = EmbeddedBroker.builder().dataDir(directory).build().start();
      System.out.println("Tests use the embedded Kafka broker");
      return new TestKafka(
          broker.bootstrapServers(),
          () -> {
            broker.close();
            delete(directory);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static final class Shared {
    static final TestKafka KAFKA = start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(KAFKA::close, "orderwire-test-kafka-close"));
    }
  }
}
