package io.orderwire.system.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.Partner;
import io.orderwire.embedded.EmbeddedRegistry;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.serde.AvroSerde;
import io.orderwire.system.NodeScript;
import io.orderwire.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Confluent's JavaScript client and kafkajs read what the project wrote, and the project reads what
 * they write: every record type, keys included, through a real broker and a real registry. Needs
 * Node.js.
 */
final class JavaScriptInteropIT {
  private static final List<SpecificRecord> EVENTS = InteropSamples.events();
  private static final List<Map.Entry<HistoryKey, HistoryEntry>> HISTORY = InteropSamples.history();
  private static final List<Partner> PARTNERS = InteropSamples.partners();
  private static final List<OrderEvent> OWN_EVENTS = InteropSamples.ownEvents();
  private static final int PARTITIONS = TopicCatalogue.PARTITIONS;

  private static TestKafka kafka;
  private static EmbeddedRegistry registry;
  private static RegistryClient client;
  private static AvroSerde<SpecificRecord> events;
  private static AvroSerde<HistoryKey> historyKeys;
  private static AvroSerde<HistoryEntry> historyEntries;
  private static AvroSerde<Partner> partners;

  /** What the script printed. */
  private static List<JsonNode> printed;

  /** What is in the topics in the end, by topic. */
  private static List<ConsumerRecord<byte[], byte[]>> records;

  @BeforeAll
  static void run(@TempDir Path directory) {
    kafka = TestKafka.start();
    registry = EmbeddedRegistry.builder().dataDir(directory).build().start();
    client = new CachingRegistryClient(new HttpRegistryClient(RegistrySettings.of(registry.url())));
    events =
        AvroSerde.anyOf(
            List.of(OrderEvent.class, HistoryCommand.class),
            client,
            TopicCatalogue.EVENTS.valueOptions());
    historyKeys = AvroSerde.specific(HistoryKey.class, client, TopicCatalogue.HISTORY.keyOptions());
    historyEntries =
        AvroSerde.specific(HistoryEntry.class, client, TopicCatalogue.HISTORY.valueOptions());
    partners = AvroSerde.specific(Partner.class, client, TopicCatalogue.PARTNERS.valueOptions());
    write();
    try (NodeScript script =
        NodeScript.start(
            "interop.mjs",
            kafka.bootstrapServers(),
            registry.url(),
            String.valueOf(EVENTS.size()),
            String.valueOf(HISTORY.size()),
            String.valueOf(PARTNERS.size()))) {
      script.awaitLines("done", 1);
      printed = List.copyOf(script.lines());
    }
    records = readAll();
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void javascript_reads_every_event_and_command() {
    assertThat(read(TopicCatalogue.EVENTS, "value"))
        .containsExactlyInAnyOrderElementsOf(EVENTS.stream().map(JsonView::of).toList());
  }

  @Test
  void javascript_reads_raw_keys_as_partner_ids() {
    assertThat(read(TopicCatalogue.EVENTS, "key"))
        .extracting(JsonNode::stringValue)
        .containsExactlyInAnyOrderElementsOf(
            EVENTS.stream().map(JavaScriptInteropIT::partnerOf).toList());
  }

  @Test
  void javascript_reads_history_keys_and_entries() {
    assertThat(read(TopicCatalogue.HISTORY, "key"))
        .containsExactlyInAnyOrderElementsOf(
            HISTORY.stream().map(entry -> JsonView.of(entry.getKey())).toList());
    assertThat(read(TopicCatalogue.HISTORY, "value"))
        .containsExactlyInAnyOrderElementsOf(
            HISTORY.stream().map(entry -> JsonView.of(entry.getValue())).toList());
  }

  @Test
  void javascript_reads_partners() {
    assertThat(read(TopicCatalogue.PARTNERS, "value"))
        .containsExactlyInAnyOrderElementsOf(PARTNERS.stream().map(JsonView::of).toList());
  }

  @Test
  void the_project_reads_every_event_and_command_that_javascript_wrote() {
    assertThat(written(TopicCatalogue.EVENTS, "echo"))
        .extracting(
            record -> (Object) events.deserializer().deserialize(record.topic(), record.value()))
        .containsExactlyInAnyOrderElementsOf(EVENTS);
  }

  @Test
  void the_project_reads_what_javascript_made_up() {
    List<ConsumerRecord<byte[], byte[]>> own = written(TopicCatalogue.EVENTS, "own");

    assertThat(own)
        .extracting(
            record -> (Object) events.deserializer().deserialize(record.topic(), record.value()))
        .containsExactlyInAnyOrderElementsOf(OWN_EVENTS);
  }

  @Test
  void kafkajs_puts_a_partner_where_the_project_looks_for_it() {
    assertThat(written(TopicCatalogue.EVENTS, "own"))
        .hasSameSizeAs(OWN_EVENTS)
        .allSatisfy(
            record ->
                assertThat(record.partition())
                    .isEqualTo(PartnerPartitioner.partitionOf(record.key(), PARTITIONS)));
  }

  @Test
  void the_project_reads_history_keys_and_entries_that_javascript_wrote() {
    assertThat(written(TopicCatalogue.HISTORY, "echo"))
        .extracting(
            record ->
                Map.entry(
                    historyKeys.deserializer().deserialize(record.topic(), record.key()),
                    historyEntries.deserializer().deserialize(record.topic(), record.value())))
        .containsExactlyInAnyOrderElementsOf(HISTORY);
  }

  @Test
  void javascript_writes_a_history_key_in_the_very_same_bytes() {
    // Compaction and look-ups compare keys as bytes.
    assertThat(written(TopicCatalogue.HISTORY, "echo"))
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(
            HISTORY.stream()
                .map(
                    entry ->
                        historyKeys
                            .serializer()
                            .serialize(TopicCatalogue.HISTORY.topicName(), entry.getKey()))
                .toList());
  }

  /** Compared as JSON: Avro's lists cannot compare records with a time that may be null. */
  @Test
  void the_project_reads_partners_that_javascript_wrote() {
    assertThat(written(TopicCatalogue.PARTNERS, "echo"))
        .extracting(
            record ->
                JsonView.of(
                    requireNonNull(
                        partners.deserializer().deserialize(record.topic(), record.value()))))
        .containsExactlyInAnyOrderElementsOf(PARTNERS.stream().map(JsonView::of).toList());
  }

  private static void write() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Topics.ensure(admin, TopicCatalogue.all(), Topics.BROKER_DEFAULT);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (SpecificRecord event : EVENTS) {
        String topic = TopicCatalogue.EVENTS.topicName();
        byte[] key = partnerOf(event).getBytes(UTF_8);
        byte[] value = events.serializer().serialize(topic, event);
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
      }
      HISTORY.forEach(
          entry -> {
            String topic = TopicCatalogue.HISTORY.topicName();
            byte[] key = historyKeys.serializer().serialize(topic, entry.getKey());
            byte[] value = historyEntries.serializer().serialize(topic, entry.getValue());
            sent.add(
                producer.send(
                    new ProducerRecord<>(
                        topic, partitionOf(entry.getKey().getPartnerId()), key, value)));
          });
      for (Partner partner : PARTNERS) {
        String topic = TopicCatalogue.PARTNERS.topicName();
        byte[] key = partner.getPartnerId().getBytes(UTF_8);
        byte[] value = partners.serializer().serialize(topic, partner);
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
      }
      producer.flush();
      assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Duration.ZERO));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> readAll() {
    int expected = 2 * (EVENTS.size() + HISTORY.size() + PARTNERS.size()) + OWN_EVENTS.size();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic topic :
          List.of(TopicCatalogue.EVENTS, TopicCatalogue.HISTORY, TopicCatalogue.PARTNERS)) {
        for (int i = 0; i < PARTITIONS; i++) {
          partitions.add(new TopicPartition(topic.topicName(), i));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
                return all.size() >= expected;
              });
    }
    return all;
  }

  private static List<JsonNode> read(Topic topic, String part) {
    return printed.stream()
        .filter(line -> line.path("read").asString("").equals(topic.topicName()))
        .map(line -> line.get(part))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> written(Topic topic, String writer) {
    return records.stream()
        .filter(record -> record.topic().equals(topic.topicName()))
        .filter(
            record ->
                record.headers().lastHeader("writer") != null
                    && new String(record.headers().lastHeader("writer").value(), UTF_8)
                        .equals(writer))
        .toList();
  }

  private static String partnerOf(SpecificRecord record) {
    return record instanceof OrderEvent event
        ? event.getPartnerId()
        : ((HistoryCommand) record).getPartnerId();
  }

  private static int partitionOf(String partnerId) {
    return PartnerPartitioner.partitionOf(partnerId, PARTITIONS);
  }
}
