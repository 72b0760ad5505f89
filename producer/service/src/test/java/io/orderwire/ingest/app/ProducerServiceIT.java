package io.orderwire.ingest.app;

import static io.orderwire.ingest.app.HttpSide.event;
import static io.orderwire.ingest.app.HttpSide.json;
import static io.orderwire.ingest.app.HttpSide.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.testkit.StubRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, with a broker that comes late, stands still, and a registry. */
class ProducerServiceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ONE = "application/json";

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private EmbeddedBroker broker;
  private StubRegistry registry;
  private CompletableFuture<ConfigurableApplicationContext> service;
  private int port;
  private int managementPort;

  @BeforeEach
  void start() throws IOException {
    broker = EmbeddedBroker.builder().dataDir(directory.resolve("kafka")).build();
    registry = StubRegistry.start();
    port = freePort();
    managementPort = freePort();
    Path keys = Files.writeString(directory.resolve("keys"), "erp=" + HttpSide.HASH);
    service =
        CompletableFuture.supplyAsync(
            () ->
                SpringApplication.run(
                    ProducerService.class,
                    "--server.port=" + port,
                    "--management.server.port=" + managementPort,
                    "--orderwire.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                    "--orderwire.schema-registry.url=" + registry.url(),
                    "--orderwire.ingest.keys-file=" + keys,
                    "--orderwire.producer.delivery-timeout=3s"));
  }

  @AfterEach
  void stop() {
    service.join().close();
    broker.close();
    registry.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(String type, String body) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
            .header("Authorization", "Bearer " + HttpSide.KEY)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> management(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)).GET());
  }

  private int readiness() {
    try {
      return management("/actuator/health/readiness").statusCode();
    } catch (IllegalStateException notListening) {
      return 0;
    }
  }

  private void startBroker() {
    broker.start();
    await().atMost(PATIENCE).until(() -> readiness() == 200);
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(broker.pid())).start();
      assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waits_for_a_broker_that_comes_late_and_makes_the_topic() throws Exception {
    await().atMost(PATIENCE).until(() -> readiness() == 503);
    assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
    HttpResponse<String> early = post(ONE, event(1));
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.headers().firstValue("Retry-After")).contains("5");

    startBroker();

    assertThat(post(ONE, event(1)).statusCode()).isEqualTo(202);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).containsExactly("orders.events.v1");
    }
  }

  @Test
  void puts_events_where_it_says_with_what_a_client_needs_around_it() {
    startBroker();

    Map<String, Object> one = json(post(ONE, event(1)).body());
    assertThat(one).containsEntry("status", "accepted").containsEntry("offset", 0);
    String stream =
        IntStream.range(2, 3_000).mapToObj(HttpSide::event).collect(Collectors.joining("\n"));
    List<Map<String, Object>> answer = lines(post("application/x-ndjson", stream).body());

    List<ConsumerRecord<String, byte[]>> records = read(number(one, "partition"));
    assertThat(records).hasSize(2_999);
    assertThat(records).extracting(ConsumerRecord::key).containsOnly("acme");
    assertThat(answer.subList(0, 2_998))
        .extracting(line -> line.get("offset"))
        .isEqualTo(IntStream.range(1, 2_999).boxed().toList());
    assertThat(answer.getLast()).containsEntry("status", "done").containsEntry("accepted", 2_998);

    String metrics = management("/actuator/prometheus").body();
    assertThat(metrics)
        .contains(
            "orderwire_ingest_accepted_seconds_count",
            "orderwire_ingest_rejected_total{code=\"invalid_event\"}",
            "orderwire_producer_published_total");
    HttpResponse<String> openApi =
        send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/openapi.yaml")).GET());
    assertThat(openApi.statusCode()).isEqualTo(200);
    assertThat(openApi.body()).startsWith("openapi: 3.1");
  }

  @Test
  void answers_503_while_the_broker_stands_still_and_accepts_the_retry() {
    startBroker();
    assertThat(post(ONE, event(1)).statusCode()).isEqualTo(202);

    signal("STOP");
    HttpResponse<String> refused = post(ONE, event(2));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(json(refused.body())).containsEntry("code", "broker_unavailable");
    await().atMost(PATIENCE).until(() -> readiness() == 503);

    signal("CONT");
    await().atMost(PATIENCE).until(() -> post(ONE, event(2)).statusCode() == 202);
    await().atMost(PATIENCE).until(() -> readiness() == 200);
  }

  @Test
  void decides_what_is_under_way_before_it_stops() {
    startBroker();
    String stream =
        IntStream.range(0, 20_000).mapToObj(HttpSide::event).collect(Collectors.joining("\n"));
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> post("application/x-ndjson", stream));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                management("/actuator/prometheus")
                    .body()
                    .matches("(?s).*accepted_seconds_count [1-9].*"));

    service.join().close();

    Map<String, Object> last = lines(answer.join().body()).getLast();
    assertThat(last.get("status")).isIn("done", "stopped");
    assertThat(last).containsEntry("rejected", 0);
    long inLog = IntStream.range(0, 12).mapToLong(p -> read(p).size()).sum();
    assertThat(inLog).isEqualTo(number(last, "accepted"));
  }

  private static int number(Map<String, Object> members, String name) {
    return (Integer) Objects.requireNonNull(members.get(name));
  }

  private List<ConsumerRecord<String, byte[]>> read(int partition) {
    TopicPartition topicPartition = new TopicPartition("orders.events.v1", partition);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(topicPartition));
      long end = consumer.endOffsets(List.of(topicPartition)).getOrDefault(topicPartition, 0L);
      while (consumer.position(topicPartition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
