package io.orderwire.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real schema registry (Apicurio) with Confluent's API, as a child process on 127.0.0.1. Schemas
 * stay in its directory. Not thread-safe.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  private final Path directory;
  private final int port;
  private final int managementPort;
  private final int heapMegabytes;
  private final @Nullable RegistrySecurity security;
  private final @Nullable SSLContext trusting;
  private @Nullable ChildJvm process;

  private EmbeddedRegistry(
      Path directory,
      int port,
      int managementPort,
      int heapMegabytes,
      @Nullable RegistrySecurity security) {
    this.directory = directory;
    this.port = port;
    this.managementPort = managementPort;
    this.heapMegabytes = heapMegabytes;
    this.security = security;
    this.trusting = security == null ? null : PemTrust.of(security.certificate().certificate());
  }

  /** Begins a registry's settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts it and waits until it answers; does nothing where it runs.
   *
   * @throws StartException if it does not answer within 120 s
   */
  public EmbeddedRegistry start() {
    begin();
    awaitReady();
    return this;
  }

  /**
   * Starts it and returns at once; does nothing where it runs.
   *
   * @throws PortInUseException if one of its ports is taken
   */
  public void begin() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      return;
    }
    Ports.requireFree("schema registry", port);
    Ports.requireFree("schema registry", managementPort);
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.put("QUARKUS_LOG_LEVEL", "WARN");
    environment.put("APICURIO_DATASOURCE_URL", "jdbc:h2:file:" + directory.resolve("schemas"));
    Installation installation = Installation.find();
    List<String> options = new ArrayList<>(ChildJvm.quickStart(installation.archive("registry")));
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-Xms48m");
    options.add("-Xmx" + heapMegabytes + "m");
    // As the jar's manifest says, which counts only with -jar.
    options.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    String main = MAIN;
    List<String> arguments = List.of();
    if (security != null) {
      Path settings = directory.resolve("registry.properties");
      write(settings, security);
      options.add("-Dquarkus.config.locations=" + settings);
      main = RegistryMain.class.getName();
      arguments = List.of(settings.toString(), MAIN);
    }
    process =
        ChildJvm.start(
            new ChildJvm.Command(
                "schema registry",
                options,
                installation.registryClassPath(),
                main,
                arguments,
                environment,
                directory.resolve("registry.log")));
  }

  /** In a file, as it has a password. */
  private void write(Path settings, RegistrySecurity secured) {
    String password = Passwords.random();
    Path store = directory.resolve("served.p12");
    Properties all = new Properties();
    all.putAll(secured.settings(port, store, password));
    all.put(RegistryMain.CERTIFICATE, secured.certificate().certificate().toString());
    all.put(RegistryMain.KEY, secured.certificate().key().toString());
    all.put(RegistryMain.STORE, store.toString());
    all.put(RegistryMain.STORE_PASSWORD, password);
    try {
      Files.createDirectories(directory);
      OwnFiles.write(settings, all);
    } catch (IOException e) {
      throw new StartException(
          "The registry's settings can't be written to " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until it answers.
   *
   * @throws StartException if it ended, or does not answer within 120 s
   */
  public void awaitReady() {
    running().awaitReady(this::answers, READY_WITHIN);
  }

  /** The base of Confluent's API, as clients are given it. */
  public String url() {
    return (security == null ? "http" : "https") + "://127.0.0.1:" + port + "/apis/ccompat/v7";
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

  /** Ends it in an orderly way, or kills it after 20 s. */
  @Override
  public void close() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      running.stop(STOP_WITHIN);
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url() + "/subjects").toURL().openConnection();
      if (connection instanceof HttpsURLConnection secured && trusting != null) {
        secured.setSSLSocketFactory(trusting.getSocketFactory());
      }
      if (security != null) {
        connection.setRequestProperty("Authorization", basic(security.users().get(0)));
      }
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false; // nobody there, or not yet
    }
  }

  private static String basic(RegistrySecurity.User user) {
    return "Basic "
        + Base64.getEncoder().encodeToString(user.login().getBytes(StandardCharsets.UTF_8));
  }

  private ChildJvm running() {
    ChildJvm running = process;
    if (running == null) {
      throw new IllegalStateException("the registry was not started");
    }
    return running;
  }

  /** Settings of a registry. */
  public static final class Builder {
    private @Nullable Path directory;
    private int port;
    private int managementPort;
    private int heapMegabytes = 192;
    private @Nullable RegistrySecurity security;

    private Builder() {}

    /** Where its data and log lie; made if missing; must be given. */
    public Builder dataDir(Path value) {
      directory = value.toAbsolutePath();
      return this;
    }

    /** The clients' port; 0, the default, takes a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The port of health and metrics; 0, the default, takes a free one. */
    public Builder managementPort(int value) {
      managementPort = value;
      return this;
    }

    /** The heap's limit in MiB, 192 by default. */
    public Builder heapMegabytes(int value) {
      heapMegabytes = value;
      return this;
    }

    /** Lets in only who is known, by https; null, the default, for everybody by plain HTTP. */
    public Builder security(@Nullable RegistrySecurity value) {
      security = value;
      return this;
    }

    /** Makes the registry; {@link EmbeddedRegistry#start} runs it. */
    public EmbeddedRegistry build() {
      if (directory == null) {
        throw new IllegalStateException("a registry needs a dataDir");
      }
      return new EmbeddedRegistry(
          directory,
          port == 0 ? Ports.free() : port,
          managementPort == 0 ? Ports.free() : managementPort,
          heapMegabytes,
          security);
    }
  }
}
