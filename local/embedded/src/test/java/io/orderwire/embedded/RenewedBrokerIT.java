package io.orderwire.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose certificate is renewed while it runs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RenewedBrokerIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String PASSWORD = "p".repeat(43);
  private static final ConfigResource SELF = new ConfigResource(ConfigResource.Type.BROKER, "1");

  @TempDir private static Path directory;

  private static LocalAuthority authority;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static int clients;
  private static int controller;

  @BeforeAll
  static void start() {
    authority = LocalAuthority.in(directory.resolve("authority"));
    clients = Ports.free();
    controller = Ports.free();
    broker =
        EmbeddedBroker.builder()
            .dataDir(directory.resolve("kafka"))
            .port(clients)
            .controllerPort(controller)
            .security(
                new BrokerSecurity(
                    authority.certificate(),
                    authority.issue("broker").both(),
                    "broker",
                    "b".repeat(43),
                    PASSWORD))
            .build()
            .start();
    Map<String, Object> client =
        new HashMap<>(BrokerSecurity.client(authority.certificate(), "admin", PASSWORD));
    client.put("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(client);
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  @Order(1)
  void a_renewed_certificate_is_served_on_both_ports_without_a_restart() throws Exception {
    Certificate renewed = first(authority.issue("broker").certificate());

    await().atMost(LONG).untilAsserted(() -> assertThat(served(clients)).isEqualTo(renewed));
    await().atMost(LONG).untilAsserted(() -> assertThat(served(controller)).isEqualTo(renewed));

    // A connection that is open goes on, and Kafka keeps no location of a file.
    await().atMost(LONG).untilAsserted(() -> assertThat(kept()).isEmpty());
  }

  private static List<String> kept() throws Exception {
    return admin.describeConfigs(List.of(SELF)).all().get(60, TimeUnit.SECONDS).values().stream()
        .flatMap(config -> config.entries().stream())
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_BROKER_CONFIG)
        .map(ConfigEntry::name)
        .toList();
  }

  @Test
  @Order(2)
  void what_cannot_be_served_leaves_the_former_one_and_is_told() throws Exception {
    Certificate former = served(clients);
    Path store = authority.issuedTo("broker").both();
    String whole = Files.readString(store);

    Files.writeString(store, whole.substring(0, whole.length() / 2));
    untilToldOf("no whole");
    // With its own key, but for another host: Kafka refuses what clients could not connect to.
    Files.copy(
        authority.issue("broker-of-another-host", "dns:kafka.example").both(),
        store,
        StandardCopyOption.REPLACE_EXISTING);
    untilToldOf("the broker refuses it");

    assertThat(served(clients)).isEqualTo(former);
    assertThat(served(controller)).isEqualTo(former);
    Certificate renewed = first(authority.issue("broker").certificate());
    await().atMost(LONG).untilAsserted(() -> assertThat(served(clients)).isEqualTo(renewed));
    await().atMost(LONG).untilAsserted(() -> assertThat(served(controller)).isEqualTo(renewed));
  }

  /** As it is done where nobody looks at the files: to another location, and to it again. */
  @Test
  @Order(3)
  void kafka_s_own_command_has_it_read_again_as_well() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("another"));
    for (String name : List.of("ca.p12", "ca-password")) {
      Files.copy(authority.certificate().resolveSibling(name), copy.resolve(name));
    }
    LocalAuthority same = LocalAuthority.in(copy);
    Map<String, Integer> ports = Map.of("clients", clients, "controller", controller);
    for (int i = 0; i < 2; i++) {
      LocalAuthority.Issued renewed = same.issue("broker");
      for (String listener : ports.keySet()) {
        alter(location(listener), renewed.both().toString(), AlterConfigOp.OpType.SET);
      }
      for (int port : ports.values()) {
        Certificate expected = first(renewed.certificate());
        await().atMost(LONG).untilAsserted(() -> assertThat(served(port)).isEqualTo(expected));
      }
    }
    for (String listener : ports.keySet()) {
      alter(location(listener), "", AlterConfigOp.OpType.DELETE);
    }
    Certificate own = first(authority.issuedTo("broker").certificate());
    await().atMost(LONG).untilAsserted(() -> assertThat(served(clients)).isEqualTo(own));
  }

  private static String location(String listener) {
    return "listener.name." + listener + ".ssl.keystore.location";
  }

  @Test
  @Order(4)
  void it_starts_again_with_what_was_renewed() throws Exception {
    Certificate renewed = first(authority.issuedTo("broker").certificate());

    broker.restart();

    assertThat(served(clients)).isEqualTo(renewed);
    assertThat(admin.describeCluster().nodes().get(60, TimeUnit.SECONDS)).hasSize(1);
  }

  private static void alter(String name, String value, AlterConfigOp.OpType type) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(SELF, List.of(new AlterConfigOp(new ConfigEntry(name, value), type))))
        .all()
        .get(60, TimeUnit.SECONDS);
  }

  private static void untilToldOf(String why) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(Files.readString(directory.resolve("kafka/broker.log"), ISO_8859_1))
                    .containsPattern(
                        "ERROR.*is not served, and the former certificate stays: .*" + why));
  }

  /** What is shown before a client certificate is asked for counts, too. */
  private static Certificate served(int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            PemTrust.of(authority.certificate())
                .getSocketFactory()
                .createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static Certificate first(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).iterator().next();
    }
  }
}
