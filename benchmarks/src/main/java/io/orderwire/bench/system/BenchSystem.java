package io.orderwire.bench.system;

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

/**
 * The system that is measured: what {@code ./orderwire up} runs, with memory for load, on free
 * ports and with data of its own. For one thread, but for {@link #close}.
 */
public final class BenchSystem implements AutoCloseable {
  /** How long the adapter may be silent and keep its partitions: {@link #LONG_SESSION}. */
  public static final String SESSION_TIMEOUT = "orderwire.delivery.history.session-timeout";

  /** As long as the adapter is halted at most. */
  public static final String LONG_SESSION = "2m";

  /** Requests a second that a partner may send, which is no limit in practice. */
  public static final int RATE = 1_000_000;

  private static final int BROKER_HEAP = 768;
  private static final int REGISTRY_HEAP = 128;

  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;
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
   * @param adapterHeap in MiB; the other services have {@link Jvm#HEAP}
   */
  public BenchSystem(Path directory, int adapterHeap) {
    this.directory = directory;
    secrets = Secrets.in(directory.resolve("secrets"));
    broker =
        EmbeddedBroker.builder()
            .dataDir(directory.resolve("kafka"))
            .heapMegabytes(BROKER_HEAP)
            .build();
    registry =
        EmbeddedRegistry.builder()
            .dataDir(directory.resolve("registry"))
            .port(Ports.free())
            .managementPort(Ports.free())
            .heapMegabytes(REGISTRY_HEAP)
            .build();
    ingest =
        service(
            "producer/service",
            "orderwire-producer-service",
            Jvm.HEAP,
            Ports.free(),
            "--server.port=" + ingestUrl.getPort(),
            "--orderwire.ingest.keys-file=" + secrets.serviceKeysFile());
    processor = service("streams-processor", "orderwire-streams-processor", Jvm.HEAP, Ports.free());
    adapter =
        service(
            "delivery-adapters",
            "orderwire-delivery-adapters",
            adapterHeap,
            operatorUrl.getPort(),
            "--server.port=" + partnersUrl.getPort(),
            "--orderwire.admin.token-file=" + secrets.operatorTokenFile(),
            "--orderwire.stream-tokens.key-file=" + secrets.streamTokenKeyFile(),
            "--orderwire.webhooks.key-file=" + secrets.webhookKeysFile(),
            "--orderwire.webhooks.allow-http=true",
            "--orderwire.webhooks.allowed-addresses=127.0.0.0/8",
            "--orderwire.webhooks.allowed-ports=any",
            // Where it is halted for a while, it keeps its partitions and its connections.
            "--" + SESSION_TIMEOUT + "=" + LONG_SESSION,
            "--server.jetty.connection-idle-timeout=2m");
  }

  /** Starts what does not run, and waits until all serves. */
  public void start() {
    broker.begin();
    registry.begin();
    broker.awaitReady();
    registry.awaitReady();
    List<Service> services = List.of(ingest, processor, adapter);
    services.forEach(Service::begin);
    services.forEach(Service::awaitReady);
  }

  /** Where Kafka is. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Where Kafka's logs lie, a directory for each partition. */
  public Path brokerData() {
    return directory.resolve("kafka").resolve("data");
  }

  /** Where the schema registry is. */
  public String registryUrl() {
    return registry.url();
  }

  /** Where partners call. */
  public URI partnersUrl() {
    return partnersUrl;
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
    pids.put("broker", broker.pid());
    pids.put("registry", registry.pid());
    pids.put("ingest", ingest.pid());
    pids.put("processor", processor.pid());
    pids.put("adapter", adapter.pid());
    return pids;
  }

  /** The services that run now, by process id; may be asked by any thread. */
  Map<Long, String> services() {
    Map<Long, String> running = new LinkedHashMap<>();
    ingest.runningPid().ifPresent(pid -> running.put(pid, "ingest"));
    processor.runningPid().ifPresent(pid -> running.put(pid, "processor"));
    adapter.runningPid().ifPresent(pid -> running.put(pid, "adapter"));
    return running;
  }

  /** The streams processor, to be stopped where a row shall not have it. */
  public Service processor() {
    return processor;
  }

  /** The delivery adapter, to be stopped where a row shall not have it. */
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
      String module, String artifact, int heap, int managementPort, String... own) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--orderwire.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--orderwire.schema-registry.url=" + registry.url()));
    settings.addAll(List.of(own));
    return new Service(module, artifact, heap, managementPort, settings, directory);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
