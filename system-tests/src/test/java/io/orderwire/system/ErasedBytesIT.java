package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Once retention and compaction have run, no byte of what was erased is on any disk or in the
 * memory of a service: not in a topic, a local store, a log, an index or a cache, nor in what waits
 * for a webhook endpoint, though nothing is written after the erasure. Both are quick here; in
 * production they take as long as the topics' settings say.
 */
class ErasedBytesIT {
  private static final String ORDER_MARK = "mark-of-the-order";
  private static final String PARTNER_MARK = "mark-of-the-partner";
  private static final String KEPT = "mark-that-stays";
  private static final String AUDIT = TopicCatalogue.AUDIT.topicName();
  private static final int FILLERS = 250;

  /**
   * What holds the bytes that were read or written last, and no others, until the next ones: of
   * connections, of Kafka's clients, and of those who take bytes apart or make them.
   */
  private static final Set<String> BUFFERS =
      Set.of(
          "io.orderwire.schemas.serde.WireEncoder$Buffer",
          "org.apache.avro.io.BinaryDecoder",
          "org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection",
          "org.apache.kafka.clients.consumer.internals.FetchBuffer",
          "org.apache.kafka.clients.producer.internals.BufferPool",
          "org.apache.kafka.common.utils.BufferSupplier$DefaultSupplier",
          "org.apache.kafka.streams.processor.internals.ProcessorRecordContext",
          "org.eclipse.jetty.http.HttpParser",
          "tools.jackson.core.util.BufferRecycler");

  /** What keeps something for later, where it must be gone. Buffers hold what came last. */
  private static final Set<String> CACHES =
      Set.of(
          ".RecentItems.",
          ".RecentPages.",
          ".webhook.dispatch.",
          "Targets.known",
          "_chainCache",
          "SymbolCanonicalizer");

  private static final Map<String, String> QUICK_BROKER =
      Map.of(
          "log.initial.task.delay.ms", "500",
          "log.retention.check.interval.ms", "500",
          "log.cleaner.backoff.ms", "500",
          "log.segment.delete.delay.ms", "500");

  /** What failed once is not tried again while the test runs. */
  private static final List<String> ADAPTER =
      List.of(
          "--orderwire.delivery.history.leftovers-for=2s",
          "--orderwire.webhooks.retry-schedule=12h,12h");

  private final EchoServer receiver = EchoServer.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void nothing_of_an_erased_order_or_partner_is_left_on_disk_or_in_memory(@TempDir Path dumps)
      throws Exception {
    try (LocalSystem system = LocalSystem.start("erased-bytes", QUICK_BROKER, ADAPTER)) {
      PartnerApi some = system.addPartner("erased-order");
      PartnerApi all = system.addPartner("erased-partner", PARTNER_MARK);
      endpoint(some, receiver.url("/takes/order"), "kept");
      endpoint(some, receiver.url("/fails/order"), "kept");
      endpoint(all, receiver.url("/takes/" + PARTNER_MARK), PARTNER_MARK);
      endpoint(all, receiver.url("/fails/" + PARTNER_MARK), PARTNER_MARK);
      // The first event waits for its schema, and so stays in a changelog (see the guide).
      post(system, "erased-order", "ord-2", KEPT);
      some.whenAtLeast(1);
      post(system, "erased-order", ORDER_MARK, ORDER_MARK);
      post(system, "erased-partner", PARTNER_MARK, PARTNER_MARK);
      reject(system, "erased-order", ORDER_MARK);
      reject(system, "erased-partner", PARTNER_MARK);
      // More than one block of the local store, so that what is erased lies in such.
      fill(system, "erased-order");
      fill(system, "erased-partner");
      some.whenAtLeast(2 + FILLERS);
      all.whenAtLeast(1 + FILLERS);
      // What is in memory comes to the disk.
      system.adapter().close();
      system.adapter().start().awaitReady();
      // Read when it starts.
      hurry(system, name -> name.equals(TopicCatalogue.HISTORY.topicName()));
      system.processor().close();
      system.processor().start().awaitReady();
      try (EventStream one = EventStream.open(some.http(), "?since=1970-01-01T00:00:00Z");
          EventStream other = EventStream.open(all.http(), "?since=1970-01-01T00:00:00Z")) {
        one.awaitItems(2 + FILLERS);
        other.awaitItems(1 + FILLERS);
        ask(some, ORDER_MARK);
        ask(all, PARTNER_MARK);
        receiver.awaitItems("/takes/order", 2 + FILLERS);
        receiver.awaitItems("/takes/" + PARTNER_MARK, 1 + FILLERS);
        for (String mark : List.of(ORDER_MARK, PARTNER_MARK)) {
          assertThat(found(system, mark))
              .as("where it is, or the search finds nothing")
              .anyMatch(file -> file.contains(TopicCatalogue.EVENTS.topicName()))
              .anyMatch(file -> file.contains(TopicCatalogue.HISTORY.topicName()))
              .anyMatch(file -> file.contains(TopicCatalogue.REJECTED.topicName()))
              .anyMatch(file -> file.contains(TopicCatalogue.ATTEMPTS.topicName()))
              .anyMatch(file -> file.endsWith(".sst"));
          assertThat(inMemory(system.adapter(), mark, dumps))
              .as("what waits for an endpoint")
              .anyMatch(way -> way.contains("webhook.dispatch.Lanes."));
        }

        system.command("erased-order", "erase", "{\"order_id\":\"%s\"}".formatted(ORDER_MARK));
        system.command("erased-partner", "erase", "{\"all\":true}");
        // Refused until the erasure is carried out.
        await().atMost(Duration.ofMinutes(1)).until(() -> remove(system, "erased-partner") == 204);
        hurry(system, name -> !name.equals(AUDIT));
        // Once more, when Kafka closes a segment for it.
        await()
            .pollDelay(Duration.ofSeconds(2))
            .until(() -> remove(system, "erased-partner") == 204);

        await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofSeconds(2))
            .untilAsserted(
                () -> {
                  assertThat(found(system, ORDER_MARK)).isEmpty();
                  assertThat(found(system, PARTNER_MARK))
                      .as("the audit alone keeps what a partner and its endpoints were called")
                      .isNotEmpty()
                      .allMatch(file -> file.contains("/" + AUDIT + "-"));
                });
        for (ServiceProcess service : List.of(system.adapter(), system.processor())) {
          for (String mark : List.of(ORDER_MARK, PARTNER_MARK)) {
            await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(
                    () ->
                        assertThat(inMemory(service, mark, dumps))
                            .noneMatch(way -> CACHES.stream().anyMatch(way::contains)));
          }
        }
        assertThat(one.items()).as("streams that were open all the time").hasSize(2 + FILLERS);
      }
      assertThat(found(system, KEPT)).as("what was not erased").isNotEmpty();
    }
  }

  private static int remove(LocalSystem system, String partner) {
    return system
        .operator()
        .send("DELETE", "/admin/v1/partners/" + partner, BodyPublishers.noBody())
        .status();
  }

  private static List<String> found(LocalSystem system, String mark) {
    return BytesOnDisk.filesWith(mark, system.directory());
  }

  /** What holds a mark in a service's heap, after a full collection. */
  private static Set<String> inMemory(ServiceProcess service, String mark, Path dumps)
      throws IOException {
    Path file = Files.createTempDirectory(dumps, "dump").resolve("heap.hprof");
    service.dumpHeap(file);
    Set<String> ways = HeapDump.of(file).waysTo(mark, BUFFERS);
    Files.delete(file);
    return ways;
  }

  /** What holds answers that may be asked for again: pages, an order, an item, attempts. */
  private static void ask(PartnerApi partner, String mark) {
    Http http = partner.http();
    List<String> queries = new ArrayList<>();
    queries.add("/v1/orders/events?limit=1000&since=1970-01-01T00:00:00Z");
    queries.add("/v1/orders/events?limit=1");
    queries.add("/v1/orders/events?limit=5");
    queries.add("/v1/orders/events?order_id=" + mark);
    queries.add("/v1/orders/created-history?limit=1000");
    queries.add("/v1/orders/" + mark);
    for (JsonNode one : http.get("/v1/webhooks/endpoints").json().path("endpoints")) {
      queries.add("/v1/webhooks/endpoints/" + one.path("id").asString() + "/attempts?limit=1000");
    }
    for (String query : queries) {
      Answer answer = http.getPlain(query);
      assertThat(answer.status()).as("%s: %s", query, answer.text()).isEqualTo(200);
    }
  }

  private static void endpoint(PartnerApi partner, String url, String description) {
    Answer answer =
        partner
            .http()
            .post(
                "/v1/webhooks/endpoints",
                "{\"url\":\"%s\",\"description\":\"%s\",\"start\":\"beginning\"}"
                    .formatted(url, description));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void post(LocalSystem system, String partner, String order, String text) {
    SampleEvents.post(
        system,
        SampleEvents.event(
            partner, order, UUID.randomUUID(), "order.created", data(text, "12.50")));
  }

  private static String data(String text, String total) {
    return """
    {"customer_id":"%s","currency":"EUR","total":"%s",\
    "items":[{"line":1,"sku":"espresso","quantity":5,"amount":"12.50"}],\
    "attributes":{"%s":"%s"}}"""
        .formatted(text, total, text, text);
  }

  /** One that the service refuses, and one that gets past it and is no event. */
  private static void reject(LocalSystem system, String partner, String text) {
    String event =
        SampleEvents.event(partner, text, UUID.randomUUID(), "order.created", data(text, text));
    assertThat(system.ingest().post("/v1/events", event).status()).isEqualTo(400);
    new RawKafka(system.bootstrapServers())
        .write(
            TopicCatalogue.EVENTS.topicName(),
            PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS),
            partner.getBytes(UTF_8),
            ("no event, but " + text).getBytes(UTF_8));
  }

  private static void fill(LocalSystem system, String partner) {
    SampleEvents.post(
        system,
        Stream.generate(() -> SampleEvents.created(partner, "ord-9", UUID.randomUUID()))
            .limit(FILLERS));
  }

  /**
   * Lets retention and compaction do in seconds what they do in days. A compacted topic that does
   * not say when it is compacted at the latest stays as it is.
   */
  private static void hurry(LocalSystem system, Predicate<String> chosen) throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
      List<ConfigResource> topics =
          admin.listTopics().names().get().stream()
              .filter(chosen)
              .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
              .toList();
      admin
          .describeConfigs(topics)
          .all()
          .get()
          .forEach((topic, config) -> changes.put(topic, hurried(config)));
      changes.values().removeIf(Collection::isEmpty);
      admin.incrementalAlterConfigs(changes).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<AlterConfigOp> hurried(Config topic) {
    if (topic.get("cleanup.policy").value().equals("delete")) {
      return List.of(set("retention.ms", "2000"), set("segment.ms", "1000"));
    }
    return topic.get("max.compaction.lag.ms").value().equals(String.valueOf(Long.MAX_VALUE))
        ? List.of()
        : List.of(
            set("min.compaction.lag.ms", "0"),
            set("max.compaction.lag.ms", "1000"),
            set("min.cleanable.dirty.ratio", "0"),
            set("segment.ms", "1000"));
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
  }
}
