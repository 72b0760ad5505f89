package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.Partner;
import io.orderwire.avro.SecondFactor;
import io.orderwire.avro.SourcePosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.avro.Verdict;
import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document holds the topics and the Avro schemas that the code has. */
class AsyncApiTest {
  private final JsonNode document =
      new YAMLMapper()
          .readTree(
              Path.of(System.getProperty("orderwire.root"), "docs", "api", "asyncapi.yaml")
                  .toFile());

  @Test
  void has_each_topic_of_the_catalogue_with_its_partitions() {
    Map<String, Integer> described = new TreeMap<>();
    document
        .path("channels")
        .forEach(
            channel -> {
              JsonNode kafka = channel.path("bindings").path("kafka");
              if (kafka.isObject()) {
                assertThat(channel.path("address")).isEqualTo(kafka.path("topic"));
                described.put(kafka.path("topic").asString(), kafka.path("partitions").asInt());
              }
            });
    assertThat(described)
        .isEqualTo(
            TopicCatalogue.all().stream()
                .collect(Collectors.toMap(Topic::topicName, Topic::partitions)));
  }

  @ParameterizedTest
  @MethodSource
  void has_the_avro_schema(Schema schema) {
    JsonNode described =
        document.path("components").path("schemas").path(schema.getName()).path("schema");
    // Generated classes carry the Java type of strings, which is no part of the contract.
    String expected = schema.toString().replace(",\"avro.java.string\":\"String\"", "");
    Schema plain = new Schema.Parser().parse(plainStrings(expected));
    assertThat(new Schema.Parser().parse(described.toString())).isEqualTo(plain);
  }

  static Stream<Schema> has_the_avro_schema() {
    return Stream.of(
        AuditEntry.getClassSchema(),
        DeliveryAttempt.getClassSchema(),
        DeliveryPosition.getClassSchema(),
        HistoryCommand.getClassSchema(),
        HistoryEntry.getClassSchema(),
        HistoryKey.getClassSchema(),
        OrderEvent.getClassSchema(),
        Partner.getClassSchema(),
        SecondFactor.getClassSchema(),
        SourcePosition.getClassSchema(),
        SubscriptionKey.getClassSchema(),
        Verdict.getClassSchema(),
        WebhookEndpoint.getClassSchema(),
        WebhookEndpointKey.getClassSchema());
  }

  private static String plainStrings(String schema) {
    return schema.replace("{\"type\":\"string\"}", "\"string\"");
  }
}
