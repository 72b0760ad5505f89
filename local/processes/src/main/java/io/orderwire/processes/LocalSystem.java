package io.orderwire.processes;

import io.orderwire.cli.up.Secrets;
import io.orderwire.embedded.EmbeddedBroker;
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
import java.util.stream.Stream;

/**
 * What {@code ./orderwire up} runs, with memory for load, on free ports and with data of its own.
 * For one thread, but for {@link #close}; its parts are as {@link Part} says.
 */
public final class LocalSystem implements AutoCloseable {
  /** Requests a second that a partner may send, which is no limit in practice. */
  public static final int RATE = 1_000_000;

  private static final int REGISTRY_HEAP = 128;

  private final EmbeddedPart broker;
  private final EmbeddedPart registry;
  private final String bootstrapServers;
  private final String registryUrl;
  private final Service ingest;
  private final List<Service> processors = new ArrayList<>();
  private final List<Service> adapters = new ArrayList<>();
  private final Path directory;
  private final Secrets secrets;
  private final URI ingestUrl = local(Ports.free());
  private final List<URI> partnersUrls = new ArrayList<>();
  private final URI operatorUrl = local(Ports.free());

  /**
   * A system in this directory that is not started, with one of each.
   *
   * @param adapterSettings further settings of the adapter, each as {@code --name=value}
   */
  public LocalSystem(Path directory, Heaps heaps, List<String> adapterSettings) {
    this(directory, heaps, adapterSettings, new Instances(1, 1));
  }

  /**
   * A system in this directory that is not started.
   *
   * @param adapterSettings further settings of each adapter, each as {@code --name=value}
   */
  public LocalSystem(
      Path directory, Heaps heaps, List<String> adapterSettings, Instances instances) {
    this.directory = directory;
    secrets = Secrets.in(directory.resolve("secrets"));
    EmbeddedBroker kafka =
        EmbeddedBroker.builder()
            .dataDir(directory.resolve("kafka"))
            .heapMegabytes(heaps.broker())
            .build();
    broker = EmbeddedPart.of(kafka);
    bootstrapServers = kafka.bootstrapServers();
    EmbeddedRegistry schemas =
        EmbeddedRegistry.builder()
            .dataDir(directory.resolve("registry"))
            .port(Ports.free())
            .managementPort(Ports.free())
            .heapMegabytes(REGISTRY_HEAP)
            .build();
    registry = EmbeddedPart.of(schemas);
    registryUrl = schemas.url();
    ingest =
        service(
            "producer/service",
            "orderwire-producer-service",
            "",
            heaps.service(),
            Ports.free(),
            List.of(
                "--server.port=" + ingestUrl.getPort(),
                "--orderwire.ingest.keys-file=" + secrets.serviceKeysFile()));
    for (int number = 1; number <= instances.processors(); number++) {
      processors.add(
          service(
              "streams-processor",
              "orderwire-streams-processor",
              suffix(number),
              heaps.service(),
              Ports.free(),
              List.of()));
    }
    for (int number = 1; number <= instances.adapters(); number++) {
      URI url = local(Ports.free());
      partnersUrls.add(url);
      adapters.add(
          service(
              "delivery-adapters",
              "orderwire-delivery-adapters",
              suffix(number),
              heaps.adapter(),
              number == 1 ? operatorUrl.getPort() : Ports.free(),
              all(adapterSettings(url, instances), adapterSettings)));
    }
  }

  private static String suffix(int number) {
    return number == 1 ? "" : "-" + number;
  }

  private List<String> adapterSettings(URI url, Instances instances) {
    List<String> settings =
        List.of(
            "--server.port=" + url.getPort(),
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
                "--orderwire.delivery.history.address=" + url.getAuthority()));
  }

  /**
   * How many of what there can be more than one of; each at least 1. Of several adapters any
   * answers for any partner, and each partition has a standby.
   */
  public record Instances(int processors, int adapters) {}

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
    List<Part> stores = List.of(broker, registry);
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

  /** Where Kafka's logs lie, a directory for each partition. */
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

  /** Registers a partner without a practical rate limit, and gives its key. */
  public String addPartner(String partnerId) throws IOException, InterruptedException {
    Http operator = new Http(operatorUrl, Files.readString(secrets.operatorTokenFile()).strip());
    return operator
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
   * more of, such as {@code adapter-2}.
   */
  public Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("broker", broker);
    parts.put("registry", registry);
    parts.put("ingest", ingest);
    put(parts, "processor", processors);
    put(parts, "adapter", adapters);
    return parts;
  }

  private static void put(Map<String, Part> parts, String name, List<Service> services) {
    for (int number = 1; number <= services.size(); number++) {
      parts.put(name + suffix(number), services.get(number - 1));
    }
  }

  /** The broker. */
  public Part broker() {
    return broker;
  }

  /** The schema registry. */
  public Part registry() {
    return registry;
  }

  /** The producer service. */
  public Part ingestService() {
    return ingest;
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
    broker.close();
  }

  private Service service(
      String module,
      String artifact,
      String suffix,
      int heap,
      int managementPort,
      List<String> own) {
    List<String> shared =
        List.of(
            "--orderwire.kafka.bootstrap-servers=" + bootstrapServers,
            "--orderwire.schema-registry.url=" + registryUrl);
    return new Service(module, artifact, suffix, heap, managementPort, all(shared, own), directory);
  }

  private static List<String> all(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
