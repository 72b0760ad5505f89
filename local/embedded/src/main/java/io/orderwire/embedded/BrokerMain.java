package io.orderwire.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.slf4j.LoggerFactory;

/** The broker's own {@code main}: formats an empty log directory, then runs Kafka. */
public final class BrokerMain {
  /** A user a line, as the storage tool takes them. */
  static final String USERS = "scram-users";

  private BrokerMain() {}

  /**
   * Runs a broker until it is told to end.
   *
   * @param args the path of a server.properties, and the cluster's id where there are others. Users
   *     are in a file {@value #USERS} beside it, if it is there
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Properties settings = read(file);
    if (!Files.exists(Path.of(settings.getProperty("log.dirs"), "meta.properties"))) {
      int outcome = StorageTool.execute(format(args).toArray(String[]::new), System.out);
      if (outcome != 0) {
        System.exit(outcome);
      }
    }
    String store = settings.getProperty("ssl.keystore.location");
    if (store != null) {
      watch(Path.of(store), settings);
    }
    Kafka.main(new String[] {file.toString()});
  }

  private static void watch(Path store, Properties settings) {
    new CertificateWatch(
            List.of(store),
            Clock.systemUTC(),
            BrokerCertificate.of(settings, store),
            LoggerFactory.getLogger(BrokerMain.class)::error)
        .start();
  }

  private static List<String> format(String[] args) throws IOException {
    List<String> command = new ArrayList<>(List.of("format", "--ignore-formatted", "-c", args[0]));
    if (args.length > 1) {
      command.addAll(List.of("-t", args[1]));
    } else {
      command.addAll(List.of("-t", Uuid.randomUuid().toString(), "--standalone"));
    }
    Path users = Path.of(args[0]).resolveSibling(USERS);
    if (Files.exists(users)) {
      for (String user : Files.readAllLines(users)) {
        command.addAll(List.of("--add-scram", user));
      }
    }
    return command;
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return properties;
  }
}
