package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, and a producer that would keep a record until the transaction's end. */
class PromptClientsIT {
  /** Neither is over before the test gives up. */
  private static final Duration LINGER = Duration.ofSeconds(80);

  private static final Duration COMMIT = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECORDS = 3;

  @TempDir Path directory;

  @Test
  void a_record_that_comes_alone_is_sent_on_before_more_is_waited_for() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(client)) {
        admin
            .createTopics(
                List.of(
                    new NewTopic("in", Optional.of(1), Optional.empty()),
                    new NewTopic("out", Optional.of(1), Optional.empty())))
            .all()
            .get();
      }
      StreamsBuilder copy = new StreamsBuilder();
      copy.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
          .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
      try (KafkaStreams streams =
              new KafkaStreams(
                  copy.build(), settings(kafka.bootstrapServers()), new PromptClients());
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
        streams.start();
        for (int n = 1; n <= RECORDS; n++) {
          producer.send(new ProducerRecord<>("in", Integer.toString(n).getBytes(UTF_8))).get();
          long expected = n;
          await().atMost(PATIENCE).until(() -> end(client) >= expected);
        }
        assertThat(end(client)).isEqualTo(RECORDS);
      }
    }
  }

  private Properties settings(String bootstrapServers) {
    Properties all = new Properties();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, "prompt");
    all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT.toMillis());
    all.put(StreamsConfig.producerPrefix("linger.ms"), LINGER.toMillis());
    all.put(
        StreamsConfig.producerPrefix("transaction.timeout.ms"),
        (int) COMMIT.plusMinutes(1).toMillis());
    return all;
  }

  private static long end(Map<String, Object> client) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition out = new TopicPartition("out", 0);
      return consumer.endOffsets(List.of(out)).getOrDefault(out, 0L);
    }
  }
}
