package io.orderwire.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's own {@code main}: formats an empty log directory, then runs Kafka. */
public final class BrokerMain {
  private BrokerMain() {}

  /**
   * Runs a broker until it is told to end.
   *
   * @param args the path of a server.properties, and the cluster's id where there are others
   */
  public static void main(String[] args) throws IOException {
    Path properties = Path.of(args[0]);
    if (!Files.exists(logDirectory(properties).resolve("meta.properties"))) {
      int outcome = StorageTool.execute(format(args).toArray(String[]::new), System.out);
      if (outcome != 0) {
        System.exit(outcome);
      }
    }
    Kafka.main(new String[] {properties.toString()});
  }

  private static List<String> format(String[] args) {
    List<String> command = new ArrayList<>(List.of("format", "--ignore-formatted", "-c", args[0]));
    if (args.length > 1) {
      command.addAll(List.of("-t", args[1]));
    } else {
      command.addAll(List.of("-t", Uuid.randomUuid().toString(), "--standalone"));
    }
    return command;
  }

  private static Path logDirectory(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return Path.of(properties.getProperty("log.dirs"));
  }
}
