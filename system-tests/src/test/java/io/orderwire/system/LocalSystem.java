package io.orderwire.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The whole system as it is installed: broker, registry, producer service, processor and delivery
 * adapter, each a process, on free ports, with data of its own under {@code target/systems}.
 */
public final class LocalSystem implements AutoCloseable {
  /** A name that the services resolve to an address of a private network. */
  public static final String PRIVATE_NAME = "private.example";

  /** A name that the services resolve to the loopback address and to a private one. */
  public static final String MIXED_NAME = "mixed.example";

  private static final String VERSION = "0.1.0-SNAPSHOT";

  /**
   * About 30 s in all, so that a test can wait until it is exhausted; measurements set {@code
   * orderwire.retry-schedule}.
   */
  private static final String RETRY_SCHEDULE =
      System.getProperty(
          "orderwire.retry-schedule",
          "100ms,200ms,500ms,1s,1s,1s,1s,1s,2s,2s,2s,2s,2s,3s,3s,4s,4s");

  private static final String RETRIES = "--orderwire.webhooks.retry-schedule=";

  private static @Nullable LocalSystem shared;

  private final Path directory;
  private final List<String> adapterSettings;
  private final Secrets secrets;
  private final FreePorts ports = new FreePorts();
  private final Map<ServiceProcess, Http> more = new LinkedHashMap<>();
  private final List<ServiceProcess> moreProcessors = new ArrayList<>();
  private final List<EmbeddedBroker> moreBrokers = new ArrayList<>();
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
  private final ServiceProcess producer;
  private final ServiceProcess processor;
  private final ServiceProcess adapter;
  private final Http ingest;
  private final Http operator;
  private final Http partners;

  private LocalSystem(
      Path directory, Map<String, String> brokerSettings, List<String> adapterSettings)
      throws IOException {
    this.adapterSettings = List.copyOf(adapterSettings);
    this.directory = Files.createDirectories(directory);
    secrets = Secrets.writeTo(directory.resolve("secrets"));
    Files.writeString(directory.resolve("hosts"), hosts());
    broker =
        EmbeddedBroker.builder()
            .dataDir(directory.resolve("kafka"))
            .port(ports.take())
            .controllerPort(ports.take())
            .overrides(brokerSettings)
            .build();
    registry =
        EmbeddedRegistry.builder()
            .dataDir(directory.resolve("registry"))
            .port(ports.take())
            .managementPort(ports.take())
            .build();
    int ingestPort = ports.take();
    int partnerPort = ports.take();
    int operatorPort = ports.take();
    producer =
        service(
            "producer/service",
            "orderwire-producer-service",
            "",
            ports.take(),
            "--server.port=" + ingestPort,
            "--orderwire.ingest.keys-file=" + secrets.serviceKeys());
    processor = processor("");
    adapter = adapter("", operatorPort, partnerPort);
    ingest = new Http("http://127.0.0.1:" + ingestPort, secrets.serviceKey());
    operator = new Http("http://127.0.0.1:" + operatorPort, secrets.operatorToken());
    partners = new Http("http://127.0.0.1:" + partnerPort, "");
  }

  /**
   * The system that the test classes of this JVM share; started on first use, ends with the JVM.
   */
  public static synchronized LocalSystem shared() {
    if (shared == null) {
      LocalSystem system = start("shared");
      Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop-system"));
      shared = system;
    }
    return shared;
  }

  /** A system of its own, with everything started and ready. */
  public static LocalSystem start(String name) {
    return start(name, Map.of(), List.of());
  }

  /** A system of its own whose adapters have further settings, as {@code --name=value}. */
  static LocalSystem start(String name, List<String> adapterSettings) {
    return start(name, Map.of(), adapterSettings);
  }

  /**
   * A system of its own, with everything started and ready.
   *
   * @param brokerSettings in place of the broker's usual ones
   * @param adapterSettings more of each adapter, as {@code --name=value}
   */
  static LocalSystem start(
      String name, Map<String, String> brokerSettings, List<String> adapterSettings) {
    try {
      Path parent = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
      LocalSystem system =
          new LocalSystem(
              Files.createTempDirectory(parent, name + "-"), brokerSettings, adapterSettings);
      system.startAll();
      return system;
    } catch (IOException e) {
      throw new UncheckedIOException("starting a system", e);
    }
  }

  private void startAll() {
    try {
      broker.begin();
      registry.begin();
      broker.awaitReady();
      registry.awaitReady();
      for (ServiceProcess service : services()) {
        service.start();
      }
      for (ServiceProcess service : services()) {
        service.awaitReady();
      }
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  /** Where Kafka is. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Where the registry is. */
  public String registryUrl() {
    return registry.url();
  }

  /** Where all its parts have their data and logs. */
  Path directory() {
    return directory;
  }

  /** Starts a broker that is a cluster of its own; ends with the system at the latest. */
  EmbeddedBroker anotherCluster(String name) {
    EmbeddedBroker another =
        EmbeddedBroker.builder()
            .dataDir(directory.resolve(name))
            .port(ports.take())
            .controllerPort(ports.take())
            .build();
    moreBrokers.add(another);
    return another.start();
  }

  /** Has all services be given a setting from their next start on. */
  void set(String setting, Object value) {
    services().forEach(service -> service.set(setting, value));
  }

  /** The producer service. */
  ServiceProcess producer() {
    return producer;
  }

  /** Starts all services, which must not run, and waits until they can serve. */
  void startServices() {
    services().forEach(ServiceProcess::start);
    services().forEach(ServiceProcess::awaitReady);
  }

  /** Where the broker has its data, settings and log. */
  Path brokerDirectory() {
    return directory.resolve("kafka");
  }

  EmbeddedBroker broker() {
    return broker;
  }

  /** The schema registry. */
  EmbeddedRegistry registry() {
    return registry;
  }

  ServiceProcess processor() {
    return processor;
  }

  /**
   * Starts another processor with state of its own, which shares the partitions; ends with the
   * system at the latest.
   */
  ServiceProcess anotherProcessor(String name) {
    return anotherProcessor(name, Map.of());
  }

  /** The same, with further settings. */
  ServiceProcess anotherProcessor(String name, Map<String, ?> settings) {
    ServiceProcess another = processor("-" + name);
    settings.forEach(another::set);
    moreProcessors.add(another);
    return another.start();
  }

  /** The delivery adapter. */
  public ServiceProcess adapter() {
    return adapter;
  }

  /** The producers' API, with a valid service key. */
  public Http ingest() {
    return ingest;
  }

  /** The operator API, with the operator token. */
  public Http operator() {
    return operator;
  }

  /** The partners' API without a key. */
  public Http partners() {
    return partners;
  }

  /** Registers a partner without a practical rate limit, and returns its view with its key. */
  public PartnerApi addPartner(String partnerId) {
    return new PartnerApi(partners.withToken(newKey(partnerId)));
  }

  /** Registers a partner with a name for people. */
  PartnerApi addPartner(String partnerId, String name) {
    return new PartnerApi(partners.withToken(newKey(partnerId, ",\"name\":\"" + name + "\"")));
  }

  /** Registers a partner without a practical rate limit, and returns its key. */
  public String newKey(String partnerId) {
    return newKey(partnerId, "");
  }

  private String newKey(String partnerId, String more) {
    Answer answer =
        operator.post(
            "/admin/v1/partners",
            "{\"partner_id\":\"%s\",\"requests_per_second\":100000%s}".formatted(partnerId, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("key").asString();
  }

  /** A partner as the operator sees it. */
  public JsonNode partnerView(String partnerId) {
    Answer answer = operator.get("/admin/v1/partners/" + partnerId);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Waits until a partner's history is frozen, or goes on. */
  public void awaitFrozen(String partnerId, boolean frozen) {
    await(partnerId + (frozen ? " is frozen" : " goes on"))
        .atMost(Duration.ofMinutes(2))
        .until(() -> partnerView(partnerId).path("frozen").asBoolean(!frozen) == frozen);
  }

  /** Sends a command on a partner's history, which must be taken. */
  public Answer command(String partnerId, String command, String json, String... headers) {
    Answer answer =
        operator.post(
            "/admin/v1/partners/%s/history/%s".formatted(partnerId, command), json, headers);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer;
  }

  /**
   * Starts another delivery adapter with state of its own, which shares the partitions with the
   * others; ends with the system at the latest.
   */
  public ServiceProcess anotherAdapter(String name) {
    int partnerPort = ports.take();
    ServiceProcess another = adapter("-" + name, ports.take(), partnerPort);
    more.put(another, new Http("http://127.0.0.1:" + partnerPort, ""));
    return another.start();
  }

  /** The partners' API without a key, at an adapter of {@link #anotherAdapter}. */
  Http partnersAt(ServiceProcess another) {
    return requireNonNull(more.get(another));
  }

  @Override
  public void close() {
    more.keySet().forEach(ServiceProcess::close);
    moreProcessors.forEach(ServiceProcess::close);
    for (ServiceProcess service : services()) {
      service.close();
    }
    registry.close();
    broker.close();
    moreBrokers.forEach(EmbeddedBroker::close);
  }

  /** All names that the services know. */
  private static String hosts() throws IOException {
    return """
    127.0.0.1 localhost
    127.0.0.1 %s
    10.0.0.1 %s
    127.0.0.1 %s
    10.0.0.1 %s
    """
        .formatted(InetAddress.getLocalHost().getHostName(), PRIVATE_NAME, MIXED_NAME, MIXED_NAME);
  }

  private List<ServiceProcess> services() {
    return List.of(producer, processor, adapter);
  }

  private ServiceProcess processor(String suffix) {
    return service(
        "streams-processor",
        "orderwire-streams-processor",
        suffix,
        ports.take(),
        "--orderwire.processor.unknown-schema-after=10s");
  }

  private ServiceProcess adapter(String suffix, int operatorPort, int partnerPort) {
    List<String> own = new ArrayList<>(adapterSettings);
    Collections.addAll(
        own,
        "--server.port=" + partnerPort,
        "--orderwire.delivery.history.address=127.0.0.1:" + partnerPort,
        "--orderwire.admin.token-file=" + secrets.operatorTokens(),
        "--orderwire.stream-tokens.key-file=" + secrets.streamTokenKey(),
        "--orderwire.webhooks.key-file=" + secrets.webhookKey(),
        "--orderwire.webhooks.allow-http=true",
        "--orderwire.webhooks.allowed-addresses=127.0.0.0/8",
        "--orderwire.webhooks.allowed-ports=any");
    if (own.stream().noneMatch(setting -> setting.startsWith(RETRIES))) {
      own.add(RETRIES + RETRY_SCHEDULE);
    }
    return service(
        "delivery-adapters",
        "orderwire-delivery-adapters",
        suffix,
        operatorPort,
        own.toArray(String[]::new));
  }

  private ServiceProcess service(
      String module, String artifact, String suffix, int managementPort, String... own) {
    Path root = Path.of(System.getProperty("orderwire.root"));
    String name = artifact + suffix;
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--orderwire.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--orderwire.schema-registry.url=" + registry.url(),
                "--orderwire.data-dir=" + directory.resolve(name)));
    settings.addAll(List.of(own));
    return new ServiceProcess(
        name,
        root.resolve(module).resolve("target").resolve(artifact + "-" + VERSION + ".jar"),
        managementPort,
        List.of("-Djdk.net.hosts.file=" + directory.resolve("hosts")),
        settings,
        directory.resolve(name),
        directory.resolve(name + ".log"));
  }
}
