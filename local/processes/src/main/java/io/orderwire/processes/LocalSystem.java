package io.orderwire.processes;

import io.orderwire.cli.up.Secrets;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.embedded.EmbeddedRegistry;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final Service processor;
  private final Service adapter;
  private final Path directory;
  private final Secrets secrets;
  private final URI ingestUrl = local(Ports.free());
  private final URI partnersUrl = local(Ports.free());
  private final URI operatorUrl = local(Ports.free());

  /**
   * A system in this directory that is not started.
   *
   * @param adapterSettings further settings of the adapter, each as {@code --name=value}
   */
  public LocalSystem(Path directory, Heaps heaps, List<String> adapterSettings) {
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
            heaps.service(),
            Ports.free(),
            List.of(
                "--server.port=" + ingestUrl.getPort(),
                "--orderwire.ingest.keys-file=" + secrets.serviceKeysFile()));
    processor =
        service(
            "streams-processor",
            "orderwire-streams-processor",
            heaps.service(),
            Ports.free(),
            List.of());
    adapter =
        service(
            "delivery-adapters",
            "orderwire-delivery-adapters",
            heaps.adapter(),
            operatorUrl.getPort(),
            all(
                List.of(
                    "--server.port=" + partnersUrl.getPort(),
                    "--orderwire.admin.token-file=" + secrets.operatorTokenFile(),
                    "--orderwire.stream-tokens.key-file=" + secrets.streamTokenKeyFile(),
                    "--orderwire.webhooks.key-file=" + secrets.webhookKeysFile(),
                    "--orderwire.webhooks.allow-http=true",
                    "--orderwire.webhooks.allowed-addresses=127.0.0.0/8",
                    "--orderwire.webhooks.allowed-ports=any"),
                adapterSettings));
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
    List<Part> stores = List.of(broker, registry);
    stores.forEach(Part::begin);
    stores.forEach(Part::awaitReady);
    List<Part> services = List.of(ingest, processor, adapter);
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

  /** Where partners call. */
  public URI partnersUrl() {
    return partnersUrl;
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
    return new Http(partnersUrl, key);
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

  /** All parts, by what they are: broker, registry, ingest, processor and adapter. */
  public Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("broker", broker);
    parts.put("registry", registry);
    parts.put("ingest", ingest);
    parts.put("processor", processor);
    parts.put("adapter", adapter);
    return parts;
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

  /** The streams processor, to be stopped where it shall not run. */
  public Service processor() {
    return processor;
  }

  /** The delivery adapter, to be stopped where it shall not run. */
  public Service adapter() {
    return adapter;
  }

  @Override
  public void close() {
    ingest.close();
    adapter.close();
    processor.close();
    registry.close();
    broker.close();
  }

  private Service service(
      String module, String artifact, int heap, int managementPort, List<String> own) {
    List<String> shared =
        List.of(
            "--orderwire.kafka.bootstrap-servers=" + bootstrapServers,
            "--orderwire.schema-registry.url=" + registryUrl);
    return new Service(module, artifact, heap, managementPort, all(shared, own), directory);
  }

  private static List<String> all(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
