package io.orderwire.system.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.schemas.Encoding;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.TopicReport;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.WrongPartitionCountException;
import io.orderwire.testkit.TestKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The catalogue and a real broker. */
final class TopicsIT {
  private static final Encoding RAW = new Encoding.RawPartnerId();

  private static TestKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    kafka = TestKafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    if (admin != null) {
      admin.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void creates_all_that_is_missing_and_finds_it_in_order_afterwards() throws Exception {
    TopicReport first = Topics.ensure(admin, TopicCatalogue.all(), Topics.BROKER_DEFAULT);
    TopicReport second = Topics.ensure(admin, TopicCatalogue.all(), Topics.BROKER_DEFAULT);

    assertThat(first.created())
        .containsExactlyInAnyOrderElementsOf(
            TopicCatalogue.all().stream().map(Topic::topicName).toList());
    assertThat(first.deviations()).isEmpty();
    assertThat(second).isEqualTo(new TopicReport(List.of(), List.of()));
    for (Topic topic : TopicCatalogue.all()) {
      Map<String, String> actual = configOf(topic.topicName());
      assertThat(actual).as(topic.topicName()).containsAllEntriesOf(topic.config());
    }
  }

  @Test
  void reports_other_settings_and_leaves_them() throws Exception {
    create("other-settings", 12, Map.of("retention.ms", "1000"));
    Topic wanted = topic("other-settings", 12, Map.of("retention.ms", "2000"));

    TopicReport report = Topics.ensure(admin, List.of(wanted), Topics.BROKER_DEFAULT);

    assertThat(report.created()).isEmpty();
    assertThat(report.deviations())
        .containsExactly(
            new TopicReport.Deviation("other-settings", "retention.ms", "2000", "1000"));
    assertThat(configOf("other-settings")).containsEntry("retention.ms", "1000");
  }

  @Test
  void stops_at_another_partition_count() throws Exception {
    create("other-count", 3, Map.of());

    assertThatThrownBy(
            () ->
                Topics.ensure(
                    admin, List.of(topic("other-count", 12, Map.of())), Topics.BROKER_DEFAULT))
        .isInstanceOf(WrongPartitionCountException.class)
        .hasMessageContaining("other-count has 3 partitions, but must have 12");
  }

  @Test
  void says_when_the_cluster_is_too_small_for_the_replication_factor() {
    assertThatThrownBy(
            () -> Topics.ensure(admin, List.of(topic("too-many", 12, Map.of())), (short) 3))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("eplication factor");
  }

  @Test
  void a_created_topic_takes_its_first_record_at_once() {
    for (int i = 0; i < 20; i++) {
      Topic topic = topic("first-record-" + i, 12, Map.of());
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  kafka.bootstrapServers(),
                  "enable.idempotence",
                  false,
                  "retries",
                  0),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        Topics.ensure(admin, List.of(topic), Topics.BROKER_DEFAULT);

        List<Future<RecordMetadata>> sent =
            IntStream.range(0, topic.partitions())
                .mapToObj(
                    partition ->
                        producer.send(
                            new ProducerRecord<>(
                                topic.topicName(), partition, new byte[0], new byte[0])))
                .toList();
        producer.flush();

        assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Duration.ZERO));
      }
    }
  }

  private static Topic topic(String name, int partitions, Map<String, String> config) {
    return new Topic(name, partitions, RAW, RAW, config);
  }

  private static void create(String name, int partitions, Map<String, String> config)
      throws ExecutionException, InterruptedException {
    admin
        .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
        .all()
        .get();
  }

  private static Map<String, String> configOf(String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config described =
        admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
    Map<String, String> config = new HashMap<>();
    for (ConfigEntry entry : described.entries()) {
      config.put(entry.name(), entry.value());
    }
    return config;
  }
}
