package io.orderwire.system.secure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.orderwire.embedded.LocalAuthority.Issued;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.acl.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From producers to partners with TLS, SCRAM and ACLs everywhere, by {@code ./orderwire up
 * --secure}. What the system did is looked at last: hence the order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SecureSystemIT {
  private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"[^\"]+\"");
  private static final Duration LONG = Duration.ofMinutes(2);

  private static SecureSystem system;
  private static URI partners;

  @BeforeAll
  static void start() throws Exception {
    system = SecureSystem.start();
    partners = system.ports().deliveryUrl();
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  @Order(1)
  void events_go_from_every_kind_of_producer_to_every_channel() throws Exception {
    String key = system.run("partner", "add", "acme");
    List<String> arrived = new CopyOnWriteArrayList<>();
    HttpsServer receiver = receiver(arrived);
    try {
      system.run(
          "webhook",
          "add",
          "acme",
          "--url",
          "https://127.0.0.1:" + receiver.getAddress().getPort() + "/",
          "--start",
          "beginning");
      system.begin("tail", "tail", "acme", "--from", "start");

      String serviceKey = Files.readString(system.secret("service-key")).strip();
      HttpResponse<String> taken =
          system.post(
              system.ports().ingestUrl().resolve("/v1/events"), serviceKey, event("acme", "http"));
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
      publish("acme", "sdk");
      Path file = Files.writeString(system.data().resolve("events.ndjson"), event("acme", "file"));
      system.run("ingest", file.toString(), "--rejected", system.data().resolve("bad").toString());

      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(page(partners, key))
                      .contains("o-http")
                      .contains("o-sdk")
                      .contains("o-file"));
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(system.said("tail.out").lines()).hasSize(3));
      await().atMost(LONG).untilAsserted(() -> assertThat(arrived).hasSize(3));
      assertThat(system.run("status")).doesNotContain("down");
      // By the operator's command: an event of another kind, and the audit.
      assertThat(system.run("partner", "second-factor", "acme")).isNotEmpty();
      system.run("partner", "trim", "acme", "--before", "2", "--confirm", "acme");
      assertThat(system.run("webhook", "attempts", "acme", endpoint())).contains("200");
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  @Order(2)
  void each_adapter_answers_for_what_the_other_has() throws Exception {
    URI second = system.anotherAdapter();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String partner = "shared-" + i;
      keys.add(
          system
              .post(
                  system.ports().operatorUrl().resolve("/admin/v1/partners"),
                  Files.readString(system.secret("admin-token")).strip(),
                  "{\"partner_id\":\"%s\"}".formatted(partner))
              .body()
              .replaceAll("(?s).*\"key\":\"([^\"]+)\".*", "$1"));
      publish(partner, "shared");
    }
    for (String key : keys) {
      for (URI adapter : List.of(partners, second)) {
        await()
            .atMost(LONG)
            .untilAsserted(() -> assertThat(page(adapter, key)).contains("o-shared"));
      }
    }
  }

  /** A schema id that nobody knows: the processor writes its verdict, and rejects the record. */
  @Test
  @Order(3)
  void a_record_that_cannot_be_read_is_rejected() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            system.kafka("sdk-producer"), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  TopicCatalogue.EVENTS.topicName(),
                  "bad".getBytes(UTF_8),
                  new byte[] {0, 0x7f, -1, -1, -1, 1}))
          .get(60, TimeUnit.SECONDS);
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        consumer("data-reader", Map.of("isolation.level", "read_committed"))) {
      List<TopicPartition> all = new ArrayList<>();
      for (int i = 0; i < TopicCatalogue.PARTITIONS; i++) {
        all.add(new TopicPartition(TopicCatalogue.REJECTED.topicName(), i));
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      await().atMost(LONG).until(() -> !consumer.poll(Duration.ofSeconds(1)).isEmpty());
    }
  }

  @Test
  @Order(3)
  void a_new_certificate_is_served_by_every_service_without_a_restart() throws Exception {
    Issued renewed = system.authority().issue("services");
    X509Certificate expected = (X509Certificate) certificates(renewed.certificate())[0];
    for (int port :
        new int[] {
          system.ports().delivery(),
          system.ports().deliveryManagement(),
          system.ports().ingest(),
          system.ports().ingestManagement(),
          system.ports().processorManagement(),
          system.ports().registry(),
          system.ports().registryManagement()
        }) {
      untilServed(port, expected);
    }
  }

  @Test
  @Order(3)
  void a_new_certificate_is_served_by_the_broker_without_a_restart() throws Exception {
    Issued renewed = system.authority().issue("broker");
    X509Certificate expected = (X509Certificate) certificates(renewed.certificate())[0];
    untilServed(system.ports().kafka(), expected);
    untilServed(system.ports().controller(), expected);
  }

  /** A handshake in the very moment of the change may be broken off. */
  private static void untilServed(int port, X509Certificate expected) {
    await("port " + port)
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(served(port)).isEqualTo(expected));
  }

  @Test
  @Order(5)
  void nothing_is_read_or_written_at_the_registry_without_a_login() throws Exception {
    String reader = Files.readString(system.secret("registry/data-reader.login")).strip();
    String writer = Files.readString(system.secret("registry/processor.login")).strip();
    String versions = "/subjects/orders.other.v1-value/versions";
    String schema = "{\"schema\":\"\\\"string\\\"\"}";
    for (String login : List.of("", "data-reader:" + "x".repeat(43), "nobody:" + "x".repeat(43))) {
      assertThat(system.registry("/subjects", "", login).statusCode()).isEqualTo(401);
      assertThat(system.registry(versions, schema, login).statusCode()).isEqualTo(401);
    }

    String subjects = system.registry("/subjects", "", reader).body();
    assertThat(subjects).contains("orders.partner-history.v1").doesNotContain("orders.other");
    assertThat(system.registry(versions, schema, reader).statusCode()).isEqualTo(403);
    assertThat(system.registry("/subjects", "", writer).statusCode()).isEqualTo(200);
    assertThat(system.registry("/subjects", "", reader).body()).isEqualTo(subjects);
  }

  @Test
  @Order(4)
  void nothing_is_served_in_the_clear() throws Exception {
    var ports = system.ports();
    for (int port :
        new int[] {
          ports.delivery(), ports.deliveryManagement(), ports.ingest(), ports.ingestManagement(),
          ports.processorManagement(), ports.registry(), ports.registryManagement(), ports.kafka(),
          ports.controller()
        }) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write(
                "GET /actuator/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                    .getBytes(UTF_8));
        assertThat(untilClosed(socket)).as("port %d", port).doesNotContain("HTTP/");
      }
    }
    try (Admin plain =
        Admin.create(
            Map.<String, Object>of(
                "bootstrap.servers",
                ports.bootstrapServers(),
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                4_000))) {
      assertThatThrownBy(() -> plain.listTopics().names().get())
          .isInstanceOf(ExecutionException.class);
    }
  }

  /** What comes before the other side closes, in whichever way; it must do so. */
  private static String untilClosed(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      // closed as well
    }
    return all.toString(UTF_8);
  }

  @Test
  @Order(5)
  void a_wrong_password_and_an_unknown_user_are_refused() {
    for (String user : List.of("adapters", "nobody")) {
      Map<String, Object> settings = system.kafka("adapters");
      settings.put(
          "sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
              .formatted(user, "x".repeat(43)));
      try (Admin admin = Admin.create(settings)) {
        assertThatThrownBy(() -> admin.listTopics().names().get())
            .hasCauseInstanceOf(SaslAuthenticationException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "adapters, orders.partner-history.v1",
    "adapters, orders.rejected.v1",
    "adapters, orders.verdicts.v1",
    "processor, orders.partners.v1",
    "processor, orders.events.v1",
    "processor, orders.audit.v1",
    "producer-service, orders.partner-history.v1",
    "producer-service, orders.partners.v1",
    "sdk-producer, orders.partner-history.v1",
    "data-reader, orders.partner-history.v1",
    "data-reader, orders.events.v1"
  })
  @Order(20)
  void nobody_writes_what_is_another_s(String user, String topic) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            system.kafka(user), new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThatThrownBy(
              () ->
                  producer
                      .send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}))
                      .get(30, TimeUnit.SECONDS))
          // Who may write nothing at all is refused before it names a topic.
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sdk-producer, orders.events.v1",
    "sdk-producer, orders.partners.v1",
    "producer-service, orders.events.v1",
    "processor, orders.partners.v1",
    "processor, orders.second-factors.v1",
    "adapters, orders.events.v1",
    "adapters, orders.audit.v1",
    "data-reader, orders.partners.v1",
    "data-reader, orders.webhook-endpoints.v1",
    "data-reader, orders.audit.v1"
  })
  @Order(20)
  void nobody_reads_what_is_another_s(String user, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(user, Map.of())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seek(new TopicPartition(topic, 0), 0);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 30; i++) {
                  consumer.poll(Duration.ofSeconds(1));
                }
              })
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  @Order(10)
  void a_data_engineer_reads_histories_and_what_was_rejected() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        consumer(
            "data-reader", Map.of("group.id", "data-test", "isolation.level", "read_committed"))) {
      consumer.subscribe(
          List.of(TopicCatalogue.HISTORY.topicName(), TopicCatalogue.REJECTED.topicName()));
      await().atMost(LONG).until(() -> !consumer.poll(Duration.ofSeconds(1)).isEmpty());
      consumer.commitSync();
    }
  }

  /** What is allowed and was never asked for is too much; what was refused is too little. */
  @Test
  @Order(11)
  void each_part_needs_all_of_its_acls_and_nothing_else() throws Exception {
    AuthorizerLog log = AuthorizerLog.read(system.data().resolve("kafka/broker.log"));
    Map<Role, Set<String>> refused = new HashMap<>();
    Map<Role, Set<String>> unused = new HashMap<>();
    for (Role role : Role.values()) {
      refused.put(role, log.refused(role));
      unused.put(role, new TreeSet<>(log.unused(role)));
    }
    // Fetched only by a processor that begins after a verdict was written.
    requireNonNull(unused.get(Role.PROCESSOR))
        .remove("READ " + TopicCatalogue.VERDICTS.topicName());
    assertThat(refused.values().stream().flatMap(Set::stream)).as(refused.toString()).isEmpty();
    assertThat(unused.values().stream().flatMap(Set::stream)).as(unused.toString()).isEmpty();
  }

  @Test
  @Order(30)
  void no_password_is_in_a_log_or_a_command_line_and_all_are_their_owner_s() throws Exception {
    List<String> secrets = new ArrayList<>();
    try (Stream<Path> files = Files.walk(system.data().resolve("secrets"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        String name = file.getFileName().toString();
        if (name.endsWith(".password") || name.equals("ca-password")) {
          secrets.add(Files.readString(file).strip());
        } else if (name.endsWith(".login")) {
          secrets.add(Files.readString(file).strip().split(":", -1)[1]);
        } else if (name.endsWith(".key")) {
          secrets.add(Files.readString(file).lines().toList().get(1));
        } else if (name.equals("admin-token") || name.endsWith("-key")) {
          secrets.add(Files.readString(file).strip());
        }
      }
    }
    assertThat(secrets).hasSizeGreaterThan(10);
    assertThat(system.commandLines())
        .hasSizeGreaterThan(5)
        .noneMatch(line -> contains(line, secrets));
    String serviceKey = Files.readString(system.secret("service-key")).strip();
    for (Path log : system.logs()) {
      String text = Files.readString(log, ISO_8859_1);
      // The first start shows the service's key, once, to who started it.
      List<String> hidden =
          log.endsWith("up.out")
              ? secrets.stream().filter(secret -> !secret.equals(serviceKey)).toList()
              : secrets;
      assertThat(contains(text, hidden)).as(log.toString()).isFalse();
    }
    // It was told to log what its clients are configured with.
    assertThat(system.said("second.out"))
        .contains("sasl.jaas.config = [hidden]")
        .contains("security.protocol = SASL_SSL");
    assertThat(Files.getPosixFilePermissions(system.data().resolve("kafka/server.properties")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(system.data().resolve("kafka/scram-users")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(system.data().resolve("registry/registry.properties")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private static boolean contains(String text, List<String> secrets) {
    return secrets.stream().anyMatch(text::contains);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String user, Map<String, String> more) {
    Map<String, Object> settings = system.kafka(user);
    settings.put("auto.offset.reset", "earliest");
    settings.putAll(more);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void publish(String partner, String name) throws Exception {
    try (OrderEventPublisher publisher =
        OrderEventPublisher.builder()
            .bootstrapServers(system.ports().bootstrapServers())
            .schemaRegistryUrl(system.ports().registryUrl())
            .propertiesFile(system.secret("kafka/sdk-producer.properties"))
            .build()) {
      Parsed parsed = EventJson.parse(event(partner, name).getBytes(UTF_8));
      publisher.publish(((Parsed.Valid) parsed).event()).get(60, TimeUnit.SECONDS);
    }
  }

  private static String event(String partner, String name) {
    return """
    {"event_id":"%s","partner_id":"%s","order_id":"o-%s","occurred_at":"2026-11-24T06:00:00Z",\
    "type":"order.cancelled","data":{"by":"customer","reason":"late"}}\
    """
        .formatted(UUID.randomUUID(), partner, name);
  }

  private static String page(URI adapter, String key) throws Exception {
    HttpResponse<String> page =
        system.get(adapter.resolve("/v1/orders/events?since=1970-01-01T00:00:00Z"), key);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page.body();
  }

  private static String endpoint() throws Exception {
    return system
        .run("webhook", "list", "acme")
        .lines()
        .skip(1)
        .findFirst()
        .orElseThrow()
        .replaceAll(" .*", "");
  }

  private static Certificate served(int port) throws Exception {
    try (javax.net.ssl.SSLSocket socket =
        (javax.net.ssl.SSLSocket)
            system.trust().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static Certificate[] certificates(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .toArray(Certificate[]::new);
    }
  }

  /** A partner's, with a certificate of the system's authority. */
  private static HttpsServer receiver(List<String> arrived) throws Exception {
    Issued issued = system.authority().issue("receiver");
    String key =
        Files.readString(issued.key()).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
        new char[0],
        certificates(issued.certificate()));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          Matcher challenge = CHALLENGE.matcher(body);
          byte[] answer = "{}".getBytes(UTF_8);
          if (challenge.find()) {
            answer = ("{" + challenge.group() + "}").getBytes(UTF_8);
          } else {
            arrived.add(body);
          }
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
