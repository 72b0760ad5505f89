package io.orderwire.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real KRaft broker, controller included, as a child process on 127.0.0.1: alone, or one of a
 * {@link BrokerCluster}. Data stays in its directory: a broker that is started again in it has the
 * same topics. Not thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final Path directory;
  private final int port;
  private final int heapMegabytes;
  private final List<String> jvmOptions;
  private final Map<String, String> environment;
  private final List<String> arguments;
  private final @Nullable BrokerSecurity security;
  private @Nullable ChildJvm process;

  private EmbeddedBroker(Path directory, int port, Builder settings) {
    this.directory = directory;
    this.port = port;
    this.heapMegabytes = settings.heapMegabytes;
    this.jvmOptions = settings.jvmOptions;
    this.environment = settings.environment;
    this.security = settings.security;
    this.arguments = new ArrayList<>(List.of(directory.resolve("server.properties").toString()));
    if (settings.cluster != null) {
      arguments.add(settings.cluster.id());
    }
  }

  /** Begins a broker's settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts it and waits until it answers; does nothing where it runs.
   *
   * @throws StartException if it does not answer within 90 s
   */
  public EmbeddedBroker start() {
    begin();
    awaitReady();
    return this;
  }

  /**
   * Starts it and returns at once; does nothing where it runs.
   *
   * @throws PortInUseException if its port is taken
   */
  public void begin() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      return;
    }
    Ports.requireFree("Kafka broker", port);
    Installation installation = Installation.find();
    List<String> options = new ArrayList<>(ChildJvm.quickStart(installation.archive("broker")));
    options.add("-Xms64m");
    options.add("-Xmx" + heapMegabytes + "m");
    options.addAll(jvmOptions);
    options.add("-Dlogback.configurationFile=io/orderwire/embedded/broker-logback.xml");
    process =
        ChildJvm.start(
            new ChildJvm.Command(
                "Kafka broker",
                options,
                installation.brokerClassPath(),
                BrokerMain.class.getName(),
                arguments,
                environment,
                directory.resolve("broker.log")));
  }

  /**
   * Waits until it answers.
   *
   * @throws StartException if it ended, or does not answer within 90 s
   */
  public void awaitReady() {
    BrokerSecurity secured = security;
    if (secured == null) {
      running().awaitReady(() -> BrokerProbe.answers(port), READY_WITHIN);
      return;
    }
    SSLContext trusting = PemTrust.of(secured.authority());
    running().awaitReady(() -> BrokerProbe.answers(port, trusting), READY_WITHIN);
  }

  /** The address for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Its process id. */
  public long pid() {
    return running().pid();
  }

  /** The process, to be watched. */
  public ChildJvm process() {
    return running();
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    running().kill();
  }

  /** Ends it in an orderly way if it runs, and starts it again. */
  public void restart() {
    close();
    start();
  }

  /** Ends it in an orderly way, or kills it after 30 s. */
  @Override
  public void close() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      running.stop(STOP_WITHIN);
    }
  }

  private ChildJvm running() {
    ChildJvm running = process;
    if (running == null) {
      throw new IllegalStateException("the broker was not started");
    }
    return running;
  }

  /** Settings of a broker. */
  public static final class Builder {
    private @Nullable Path directory;
    private int port;
    private int controllerPort;
    private int heapMegabytes = 384;
    private Map<String, String> overrides = Map.of();
    private Map<String, String> environment = Map.of();
    private List<String> jvmOptions = List.of();
    private @Nullable BrokerCluster cluster;
    private @Nullable BrokerSecurity security;
    private int node;

    private Builder() {}

    /** Where its data, settings and log lie; made if missing; must be given. */
    public Builder dataDir(Path value) {
      directory = value.toAbsolutePath();
      return this;
    }

    /** The clients' port; 0, the default, takes a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The controller's port; 0, the default, takes a free one. */
    public Builder controllerPort(int value) {
      controllerPort = value;
      return this;
    }

    /** The heap's limit in MiB, 384 by default. */
    public Builder heapMegabytes(int value) {
      heapMegabytes = value;
      return this;
    }

    /** Options of its JVM that are added to those set here. */
    public Builder jvmOptions(List<String> value) {
      jvmOptions = List.copyOf(value);
      return this;
    }

    /** Variables that are added to this process's environment. */
    public Builder environment(Map<String, String> value) {
      environment = Map.copyOf(value);
      return this;
    }

    /**
     * Makes it one of several; its controller's port is then the cluster's choice.
     *
     * @param id its id, one of the cluster's
     */
    public Builder memberOf(BrokerCluster value, int id) {
      cluster = value;
      node = id;
      return this;
    }

    /**
     * Lets in only who is known, and only to what is allowed. To be said before the first start: a
     * broker's data is with or without it for good.
     */
    public Builder security(@Nullable BrokerSecurity value) {
      security = value;
      return this;
    }

    /** Server properties that replace those set here, or are added to them. */
    public Builder overrides(Map<String, String> value) {
      overrides = Map.copyOf(value);
      return this;
    }

    /**
     * Writes the broker's settings; {@link EmbeddedBroker#start} runs it.
     *
     * @throws StartException if its directory can't be written
     */
    public EmbeddedBroker build() {
      if (directory == null) {
        throw new IllegalStateException("a broker needs a dataDir");
      }
      int clients = port == 0 ? Ports.free() : port;
      Path data = directory.resolve("data");
      Properties properties = new Properties();
      if (cluster == null) {
        int controller = controllerPort == 0 ? Ports.free() : controllerPort;
        properties.putAll(BrokerSettings.single(data, clients, controller));
      } else {
        properties.putAll(BrokerSettings.member(data, clients, cluster, node));
      }
      if (security != null) {
        properties.putAll(security.settings());
      }
      properties.putAll(overrides);
      try {
        Files.createDirectories(directory);
        if (security != null) {
          security.writeUsers(directory.resolve(BrokerMain.USERS));
        }
        // With security it holds a password.
        OwnFiles.write(directory.resolve("server.properties"), properties);
      } catch (IOException e) {
        throw new StartException(
            "The broker's settings can't be written to " + directory + ": " + e.getMessage(), e);
      }
      return new EmbeddedBroker(directory, clients, this);
    }
  }
}
