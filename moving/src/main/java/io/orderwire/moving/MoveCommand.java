package io.orderwire.moving;

import io.orderwire.cli.CommandFailure;
import io.orderwire.schemas.TopicGeneration;
import io.orderwire.schemas.registry.RegistryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orderwire move}: to another cluster, or to another partition count. */
@Command(
    name = "move",
    description = {
      "Moves histories, partners, endpoints and progress to another Kafka cluster,",
      "or to topics with another partition count. Ids and cursors stay valid.",
      "Stop producers, wait until the processors have sequenced all, stop them and",
      "the adapters; then move. It refuses otherwise. If it is interrupted, call it",
      "again: it goes on where it was. See docs/operations-moving.md."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 0: done. 1: refused or failed, and said why; nothing of the source",
      "was changed. 64: called wrongly.",
      "",
      "Examples:",
      "  ./orderwire move --from old:9092 --to new:9092",
      "  ./orderwire move --from old:9092 --to new:9092 --ahead",
      "  ./orderwire move --from k:9092 --to k:9092 --to-version 2 --to-partitions 24"
    })
final class MoveCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "HOST:PORT,…",
      required = true,
      description = "Brokers of the cluster where everything is.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT,…",
      required = true,
      description = "Brokers of the cluster where everything shall be; may be the same.")
  private String to = "";

  @Option(
      names = "--from-version",
      paramLabel = "N",
      defaultValue = "1",
      description = "What orderwire.topics.version is (default: ${DEFAULT-VALUE}).")
  private int fromVersion;

  @Option(
      names = "--from-partitions",
      paramLabel = "N",
      defaultValue = "12",
      description = "What orderwire.topics.partitions is (default: ${DEFAULT-VALUE}).")
  private int fromPartitions;

  @Option(
      names = "--to-version",
      paramLabel = "N",
      description = "What orderwire.topics.version shall be (default: as it is).")
  private @Nullable Integer toVersion;

  @Option(
      names = "--to-partitions",
      paramLabel = "N",
      description = "What orderwire.topics.partitions shall be (default: as it is).")
  private @Nullable Integer toPartitions;

  @Option(
      names = "--from-properties",
      paramLabel = "FILE",
      description = "Client properties of Kafka for the one cluster, such as security.")
  private @Nullable Path fromProperties;

  @Option(
      names = "--to-properties",
      paramLabel = "FILE",
      description = "The same for the other one.")
  private @Nullable Path toProperties;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081/apis/ccompat/v7",
      description = {
        "The schema registry that the services will have; it must have the",
        "schemas under the same ids (default: ${DEFAULT-VALUE})."
      })
  private String registry = "";

  @Option(
      names = "--registry-auth-file",
      paramLabel = "FILE",
      description = "A file with user:password for it.")
  private @Nullable Path registryAuth;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Of topics that are made; -1 is the brokers' default (default: -1).")
  private short replicationFactor;

  @Option(
      names = "--processor-id",
      paramLabel = "ID",
      defaultValue = "orderwire-processor",
      description = "The processors' application id (default: ${DEFAULT-VALUE}).")
  private String processorId = "";

  @Option(
      names = "--adapters-id",
      paramLabel = "ID",
      defaultValue = "orderwire-adapters",
      description = "The adapters' application id (default: ${DEFAULT-VALUE}).")
  private String adaptersId = "";

  @Option(
      names = "--ahead",
      description = {
        "Copies what is there while everything runs, so that the rest takes less",
        "time; call again without it when all is stopped."
      })
  private boolean ahead;

  @Option(
      names = "--leave-unreadable",
      description = "Leaves records behind whose key is no partner's, as the services do.")
  private boolean leaveUnreadable;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    MoveSettings settings = settings();
    try (Mover mover = new Mover(settings, this::say)) {
      mover.move();
      return 0;
    } catch (KafkaException | RegistryException e) {
      throw new CommandFailure(
          "Failed, and may be called again: " + (e.getMessage() == null ? e : e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private MoveSettings settings() {
    try {
      TopicGeneration source = new TopicGeneration(fromVersion, fromPartitions);
      TopicGeneration target =
          new TopicGeneration(
              toVersion == null ? fromVersion : toVersion,
              toPartitions == null ? fromPartitions : toPartitions);
      if (source.version() == target.version() && source.partitions() != target.partitions()) {
        throw new IllegalArgumentException(
            "Another partition count is another version: give --to-version, too.");
      }
      return new MoveSettings(
          new MoveSettings.Side(from, properties(fromProperties), source),
          new MoveSettings.Side(to, properties(toProperties), target),
          registry,
          registryAuth == null ? null : Files.readString(registryAuth).strip(),
          replicationFactor,
          processorId,
          adaptersId,
          leaveUnreadable,
          ahead);
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> properties(@Nullable Path file) throws IOException {
    Map<String, String> all = new HashMap<>();
    if (file != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      }
      read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name)));
    }
    return all;
  }

  private void say(String sentence) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence);
    out.flush();
  }
}
