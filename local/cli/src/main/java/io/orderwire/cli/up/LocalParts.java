package io.orderwire.cli.up;

import io.orderwire.cli.Ports;
import io.orderwire.cli.Trust;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.embedded.EmbeddedRegistry;
import io.orderwire.schemas.acl.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a system and their settings, in the order in which they start. */
final class LocalParts {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  // Under 2 GiB resident in all, with what a JVM needs beside its heap.
  private static final int BROKER_HEAP = 320;
  private static final int REGISTRY_HEAP = 128;
  private static final int INGEST_HEAP = 128;
  private static final int PROCESSOR_HEAP = 160;
  private static final int ADAPTER_HEAP = 224;

  /**
   * Receivers of webhooks on this machine, with plain HTTP on any port: what a developer has. A
   * service that is reached from elsewhere keeps the defaults, which allow none of it.
   */
  private static final List<String> RECEIVERS_ON_THIS_MACHINE =
      List.of(
          "--orderwire.webhooks.allow-http=true",
          "--orderwire.webhooks.allowed-addresses=127.0.0.0/8,::1/128",
          "--orderwire.webhooks.allowed-ports=any");

  private final DataDirectory data;
  private final Ports ports;
  private final Secrets secrets;
  private final @Nullable LocalSecurity security;

  /**
   * The parts of a system.
   *
   * @param security for TLS, logins and ACLs; null for a system without
   */
  LocalParts(DataDirectory data, Ports ports, Secrets secrets, @Nullable LocalSecurity security) {
    this.data = data;
    this.ports = ports;
    this.secrets = secrets;
    this.security = security;
  }

  /** Broker and registry: the services need both. */
  List<Part> foundation() {
    return List.of(
        new BrokerPart(
            EmbeddedBroker.builder()
                .dataDir(data.resolve("kafka"))
                .port(ports.kafka())
                .controllerPort(ports.controller())
                .heapMegabytes(BROKER_HEAP)
                .security(security == null ? null : security.broker())
                .build(),
            List.of(ports.kafka(), ports.controller())),
        new RegistryPart(
            EmbeddedRegistry.builder()
                .dataDir(data.resolve("registry"))
                .port(ports.registry())
                .managementPort(ports.registryManagement())
                .heapMegabytes(REGISTRY_HEAP)
                .security(security == null ? null : security.registry())
                .build(),
            List.of(ports.registry(), ports.registryManagement())));
  }

  /** The project's own services. */
  List<Part> services() {
    return List.of(
        service(
            Role.PROCESSOR,
            "streams processor",
            "streams-processor",
            "orderwire-streams-processor",
            ports.healthUrl(ports.processorManagement()),
            List.of(ports.processorManagement()),
            PROCESSOR_HEAP,
            List.of("--orderwire.data-dir=" + data.resolve("processor"))),
        service(
            Role.ADAPTERS,
            "delivery adapter",
            "delivery-adapters",
            "orderwire-delivery-adapters",
            ports.deliveryUrl().toString(),
            List.of(ports.deliveryManagement(), ports.delivery()),
            ADAPTER_HEAP,
            adapterSettings()),
        service(
            Role.PRODUCER_SERVICE,
            "producer service",
            "producer/service",
            "orderwire-producer-service",
            ports.ingestUrl().toString(),
            List.of(ports.ingestManagement(), ports.ingest()),
            INGEST_HEAP,
            ingestSettings()));
  }

  private List<String> ingestSettings() {
    List<String> settings = new ArrayList<>();
    settings.add("--server.port=" + ports.ingest());
    settings.add("--orderwire.ingest.keys-file=" + secrets.serviceKeysFile());
    if (security != null) {
      settings.add("--server.ssl.bundle=orderwire");
    }
    return settings;
  }

  private List<String> adapterSettings() {
    List<String> settings = new ArrayList<>();
    settings.add("--server.port=" + ports.delivery());
    settings.add("--orderwire.data-dir=" + data.resolve("adapters"));
    settings.add("--orderwire.admin.token-file=" + secrets.operatorTokenFile());
    settings.add("--orderwire.stream-tokens.key-file=" + secrets.streamTokenKeyFile());
    settings.add("--orderwire.webhooks.key-file=" + secrets.webhookKeysFile());
    if (security == null) {
      settings.addAll(RECEIVERS_ON_THIS_MACHINE);
      return settings;
    }
    settings.add("--server.ssl.bundle=orderwire");
    // So that others can be started beside it.
    settings.add("--orderwire.delivery.history.address=127.0.0.1:" + ports.delivery());
    settings.addAll(securedReceivers(security));
    return settings;
  }

  /** Receivers on this machine by https only, whose certificates are of the system's authority. */
  private static List<String> securedReceivers(LocalSecurity security) {
    return List.of(
        "--orderwire.webhooks.allowed-addresses=127.0.0.0/8,::1/128",
        "--orderwire.webhooks.allowed-ports=any",
        "--orderwire.webhooks.hosts[0].host=127.0.0.1",
        "--orderwire.webhooks.hosts[0].ssl-bundle=receivers",
        "--orderwire.webhooks.hosts[1].host=localhost",
        "--orderwire.webhooks.hosts[1].ssl-bundle=receivers",
        "--spring.ssl.bundle.pem.receivers.truststore.certificate=" + security.certificates());
  }

  /** What every service has with TLS and logins. */
  private static List<String> secured(LocalSecurity security, Role role) {
    String bundle = "--spring.ssl.bundle.pem.orderwire.";
    return List.of(
        bundle + "reload-on-update=true",
        bundle + "keystore.certificate=" + security.services().certificate(),
        bundle + "keystore.private-key=" + security.services().key(),
        bundle + "truststore.certificate=" + security.certificates(),
        "--management.server.ssl.bundle=orderwire",
        "--orderwire.kafka.properties-file=" + security.clients(role),
        "--orderwire.schema-registry.trust-file=" + security.certificates(),
        "--orderwire.schema-registry.basic-auth-file=" + security.registryLogin(role));
  }

  private Part service(
      Role role,
      String name,
      String module,
      String artifact,
      String address,
      List<Integer> listening,
      int heapMegabytes,
      List<String> own) {
    Path root = Path.of(System.getProperty("orderwire.root", ""));
    Program program =
        Program.of(name, root.resolve(module).resolve("target"), artifact + "-" + VERSION + ".jar");
    List<String> arguments = new ArrayList<>();
    arguments.add("--management.server.port=" + listening.getFirst());
    arguments.add("--orderwire.kafka.bootstrap-servers=" + ports.bootstrapServers());
    arguments.add("--orderwire.schema-registry.url=" + ports.registryUrl());
    Path logs = data.resolve("logs");
    String log = artifact.substring("orderwire-".length());
    arguments.add("--logging.file.name=" + logs.resolve(log + ".log"));
    arguments.add("--logging.logback.rollingpolicy.max-file-size=10MB");
    arguments.add("--logging.logback.rollingpolicy.max-history=3");
    arguments.add("--logging.threshold.console=error");
    if (security != null) {
      arguments.addAll(secured(security, role));
    }
    arguments.addAll(own);
    return new ServicePart(
        new ServicePart.Plan(
            name,
            program,
            address,
            listening,
            ports.healthUrl(listening.getFirst()),
            security == null ? Trust.USUAL : Trust.in(data.path()),
            heapMegabytes,
            arguments,
            logs.resolve(log + ".out")));
  }
}
