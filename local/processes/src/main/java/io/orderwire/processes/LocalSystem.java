package io.orderwire.processes;

import io.orderwire.cli.up.Secrets;
import io.orderwire.embedded.EmbeddedRegistry;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * What {@code ./orderwire up} runs, with memory for load, on free ports and with data of its own.
 * For one thread, but for {@link #close}; its parts are as {@link Part} says.
 */
public final class LocalSystem implements AutoCloseable {
  /** Requests a second that a partner may send, which is no limit in practice. */
  public static final int RATE = 1_000_000;

  private static final int REGISTRY_HEAP = 128;
  static final String BROKER = "broker";
  private static final String REGISTRY = "registry";
  private static final String INGEST = "ingest";
  private static final String PROCESSOR = "processor";
  private static final String ADAPTER = "adapter";

  private final List<EmbeddedPart> brokers;
  private final EmbeddedPart registry;
  private final String bootstrapServers;
  private final String registryUrl;
  private final Service ingest;
  private final List<Service> processors = new ArrayList<>();
  private final List<Service> adapters = new ArrayList<>();
  private final Path directory;
  private final Secrets secrets;
  private final Surroundings surroundings;
  private final URI ingestUrl = local(Ports.free());
  private final List<URI> partnersUrls = new ArrayList<>();
  private final URI operatorUrl = local(Ports.free());

  /**
   * A system in this directory that is not started.
   *
   * @throws io.orderwire.embedded.StartException if what parts are exposed to cannot be had
   */
  public LocalSystem(
      Path directory, Heaps heaps, Settings settings, Instances instances, Exposure exposure) {
    this.directory = directory;
    secrets = Secrets.in(directory.resolve("secrets"));
    surroundings = new Surroundings(directory, exposure);
    KafkaNodes kafka =
        new KafkaNodes(
            directory, heaps.broker(), settings.broker(), instances.brokers(), surroundings);
    brokers = kafka.parts();
    bootstrapServers = kafka.forOutsiders();
    int registryPort = Ports.free();
    EmbeddedRegistry schemas =
        EmbeddedRegistry.builder()
            .dataDir(directory.resolve("registry"))
            .port(registryPort)
            .managementPort(Ports.free())
            .heapMegabytes(REGISTRY_HEAP)
            .build();
    registry = EmbeddedPart.of(schemas);
    registryUrl = schemas.url();
    surroundings.serves(REGISTRY, List.of(registryPort));
    List<String> shared =
        List.of(
            "--orderwire.kafka.bootstrap-servers=" + kafka.forParts(),
            "--orderwire.schema-registry.url="
                + registryUrl.replace("127.0.0.1", surroundings.host(REGISTRY)));
    ingest =
        new Service(
            new Service.Kind("producer/service", "orderwire-producer-service", heaps.service()),
            "",
            Ports.free(),
            all(
                shared,
                List.of(
                    "--server.port=" + ingestUrl.getPort(),
                    "--orderwire.ingest.keys-file=" + secrets.serviceKeysFile())),
            directory,
            _ -> surroundings.withoutFiles(INGEST));
    for (int number = 1; number <= instances.processors(); number++) {
      String part = PROCESSOR + suffix(number);
      processors.add(
          new Service(
              new Service.Kind("streams-processor", "orderwire-streams-processor", heaps.service()),
              suffix(number),
              Ports.free(),
              all(shared, settings.processor()),
              directory,
              files -> surroundings.withFiles(part, files)));
    }
    for (int number = 1; number <= instances.adapters(); number++) {
      String part = ADAPTER + suffix(number);
      URI url = local(Ports.free());
      partnersUrls.add(url);
      surroundings.serves(part, List.of(url.getPort()));
      adapters.add(
          new Service(
              new Service.Kind("delivery-adapters", "orderwire-delivery-adapters", heaps.adapter()),
              suffix(number),
              number == 1 ? operatorUrl.getPort() : Ports.free(),
              all(shared, all(adapterSettings(part, url.getPort(), instances), settings.adapter())),
              directory,
              files -> surroundings.withFiles(part, files)));
    }
    surroundings.open();
  }

  static String suffix(int number) {
    return number == 1 ? "" : "-" + number;
  }

  private List<String> adapterSettings(String part, int port, Instances instances) {
    List<String> settings =
        List.of(
            "--server.port=" + port,
            "--orderwire.admin.token-file=" + secrets.operatorTokenFile(),
            "--orderwire.stream-tokens.key-file=" + secrets.streamTokenKeyFile(),
            "--orderwire.webhooks.key-file=" + secrets.webhookKeysFile(),
            "--orderwire.webhooks.allow-http=true",
            "--orderwire.webhooks.allowed-addresses=127.0.0.0/8",
            "--orderwire.webhooks.allowed-ports=any");
    return instances.adapters() == 1
        ? settings
        : all(
            settings,
            List.of(
                "--orderwire.delivery.history.standbys=1",
                "--orderwire.delivery.history.address=" + surroundings.host(part) + ":" + port));
  }

  /**
   * How many of what there can be more than one of; each at least 1. Of several adapters any
   * answers for any partner, and each partition has a standby. With three brokers each topic has
   * three copies, of which two must be written.
   */
  public record Instances(int brokers, int processors, int adapters) {
    /** One broker, one processor, one adapter. */
    public static final Instances ONE_OF_EACH = new Instances(1, 1, 1);
  }

  /**
   * What differs from how {@code ./orderwire up} runs it.
   *
   * @param broker server properties of Kafka
   * @param processor further settings of each processor, each as {@code --name=value}
   * @param adapter further settings of each adapter, likewise
   */
  public record Settings(Map<String, String> broker, List<String> processor, List<String> adapter) {
    /** Nothing differs. */
    public static final Settings USUAL = new Settings(Map.of(), List.of(), List.of());

    /** Of adapters alone. */
    public static Settings ofAdapters(List<String> settings) {
      return new Settings(Map.of(), List.of(), settings);
    }

    /** Takes copies. */
    public Settings {
      broker = Map.copyOf(broker);
      processor = List.copyOf(processor);
      adapter = List.copyOf(adapter);
    }
  }

  /**
   * Memory, each in MiB.
   *
   * @param broker of the broker
   * @param service of the producer service and of the processor, each
   * @param adapter of the adapter
   */
  public record Heaps(int broker, int service, int adapter) {}

  /** Starts what does not run, and waits until all serves. */
  public void start() {
    List<Part> stores = new ArrayList<>(brokers);
    stores.add(registry);
    stores.forEach(Part::begin);
    stores.forEach(Part::awaitReady);
    List<Part> services = new ArrayList<>(List.of(ingest));
    services.addAll(processors);
    services.addAll(adapters);
    services.forEach(Part::begin);
    services.forEach(Part::awaitReady);
  }

  /** Where Kafka is. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where the first broker's logs lie, a directory for each partition. */
  public Path brokerData() {
    return directory.resolve("kafka").resolve("data");
  }

  /** Where the schema registry is. */
  public String registryUrl() {
    return registryUrl;
  }

  /** Where partners call, at the first adapter. */
  public URI partnersUrl() {
    return partnersUrls.getFirst();
  }

  /** Where partners may call, at each of the adapters. */
  public List<URI> partnersUrls() {
    return List.copyOf(partnersUrls);
  }

  /** Where producers send. */
  public URI ingestUrl() {
    return ingestUrl;
  }

  /** A key for the producers' API. */
  public String serviceKey() {
    return secrets.serviceKey();
  }

  /** The producers' API, with a service key. */
  public Http ingest() {
    return new Http(ingestUrl, secrets.serviceKey());
  }

  /** The partners' API, with a partner's key. */
  public Http partner(String key) {
    return new Http(partnersUrl(), key);
  }

  /** Where operators call, at the first adapter. */
  public URI operatorUrl() {
    return operatorUrl;
  }

  /** The operator's token. */
  public String operatorToken() throws IOException {
    return Files.readString(secrets.operatorTokenFile()).strip();
  }

  /** The operators' API of the first adapter. */
  public Http operator() throws IOException {
    return new Http(operatorUrl, operatorToken());
  }

  /** Where services write their logs, a file each. */
  public Path logs() {
    return directory.resolve(Service.LOGS);
  }

  /** Registers a partner without a practical rate limit, and gives its key. */
  public String addPartner(String partnerId) throws IOException, InterruptedException {
    return operator()
        .post(
            "/admin/v1/partners",
            "{\"partner_id\":\"%s\",\"requests_per_second\":%d}".formatted(partnerId, RATE))
        .path("key")
        .asText();
  }

  /** The process ids of all parts, by what they are. */
  public Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    parts().forEach((name, part) -> pids.put(name, part.runningPid().orElseThrow()));
    return pids;
  }

  /** The services that run now, by process id; may be asked by any thread. */
  public Map<Long, String> services() {
    Map<Long, String> running = new LinkedHashMap<>();
    parts()
        .forEach(
            (name, part) -> {
              if (part instanceof Service) {
                part.runningPid().ifPresent(pid -> running.put(pid, name));
              }
            });
    return running;
  }

  /**
   * All parts, by what they are: broker, registry, ingest, processor and adapter, and what there is
   * more of, such as {@code adapter-2} and {@code broker-3}.
   */
  public Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    put(parts, BROKER, brokers);
    parts.put(REGISTRY, registry);
    parts.put(INGEST, ingest);
    put(parts, PROCESSOR, processors);
    put(parts, ADAPTER, adapters);
    return parts;
  }

  private static void put(Map<String, Part> parts, String name, List<? extends Part> some) {
    for (int number = 1; number <= some.size(); number++) {
      parts.put(name + suffix(number), some.get(number - 1));
    }
  }

  /** The ways between parts, where there are some that can be harmed; parts as {@link #parts}. */
  public Optional<Network> network() {
    return surroundings.network();
  }

  /** The disk of a part, where it has one of its own; parts as {@link #parts}. */
  public Optional<Disk> disk(String part) {
    return surroundings.disk(part);
  }

  /** The clock of a part, where it has one of its own; parts as {@link #parts}. */
  public Optional<Clock> clock(String part) {
    return surroundings.clock(part);
  }

  /** The first streams processor, to be stopped where it shall not run. */
  public Service processor() {
    return processors.getFirst();
  }

  /** The first delivery adapter, to be stopped where it shall not run. */
  public Service adapter() {
    return adapters.getFirst();
  }

  /** The streams processors. */
  public List<Service> processors() {
    return List.copyOf(processors);
  }

  /** The delivery adapters. */
  public List<Service> adapters() {
    return List.copyOf(adapters);
  }

  @Override
  public void close() {
    ingest.close();
    adapters.forEach(Service::close);
    processors.forEach(Service::close);
    registry.close();
    // Those that are left over wait for others, to hand over to them.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      brokers.forEach(broker -> threads.execute(broker::close));
    }
    surroundings.close();
  }

  private static List<String> all(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
