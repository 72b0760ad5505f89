package io.orderwire.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.Retries;
import io.orderwire.testkit.StubRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SerdeConfigTest {

  @Test
  void defaults_are_pinned() {
    SerdeConfig config = new SerdeConfig(Map.of("schema.registry.url", "http://r:1"), false);

    assertThat(config.registry())
        .isEqualTo(
            new RegistrySettings(
                List.of(URI.create("http://r:1")),
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Retries.DEFAULT));
    assertThat(config.options()).isEqualTo(SerdeOptions.forValues());
    assertThat(config.specificReader()).isFalse();
  }

  @Test
  void takes_several_urls_with_commas_or_as_a_list() {
    assertThat(registry("schema.registry.url", "http://a:1, http://b:2/path").urls())
        .containsExactly(URI.create("http://a:1"), URI.create("http://b:2/path"));
    assertThat(registry("schema.registry.url", List.of("http://a:1", "http://b:2")).urls())
        .hasSize(2);
  }

  @Test
  void takes_credentials_from_their_own_setting_or_from_the_url() {
    Map<String, Object> own =
        Map.of(
            "schema.registry.url", "http://a:1",
            "basic.auth.credentials.source", "USER_INFO",
            "basic.auth.user.info", new Password("user:secret"));
    assertThat(new SerdeConfig(own, false).registry().basicAuth()).isEqualTo("user:secret");

    RegistrySettings inUrl = registry("schema.registry.url", "http://user:s%40cret@a:1/x");
    assertThat(inUrl.basicAuth()).isEqualTo("user:s@cret");
    assertThat(inUrl.urls()).containsExactly(URI.create("http://a:1/x"));
  }

  @ParameterizedTest
  @CsvSource({
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, TOPIC_NAME",
    "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, TOPIC_RECORD_NAME",
    "io.confluent.kafka.serializers.subject.RecordNameStrategy, RECORD_NAME",
    "TOPIC_RECORD_NAME, TOPIC_RECORD_NAME"
  })
  void knows_confluents_strategies_by_name(String name, SubjectNameStrategy strategy) {
    Map<String, Object> settings =
        Map.of("schema.registry.url", "http://a:1", "value.subject.name.strategy", name);

    assertThat(new SerdeConfig(settings, false).options().subjects()).isEqualTo(strategy);
    assertThat(new SerdeConfig(settings, true).options().subjects())
        .isEqualTo(SubjectNameStrategy.TOPIC_NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, REGISTER",
    "true, true, REGISTER",
    "false, false, LOOK_UP",
    "false, true, LATEST"
  })
  void finds_ids_as_confluents_client_does(
      String register, String latest, SerdeOptions.Registration registration) {
    Map<String, Object> settings =
        Map.of(
            "schema.registry.url", "http://a:1",
            "auto.register.schemas", register,
            "use.latest.version", latest);

    assertThat(new SerdeConfig(settings, false).options().registration()).isEqualTo(registration);
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, ''",
    "schema.registry.url, 'ftp://a:1'",
    "schema.registry.url, 'not a url'",
    "auto.register.schemas, yes",
    "max.retries, -1",
    "max.retries, many",
    "value.subject.name.strategy, com.example.MyStrategy",
    "basic.auth.credentials.source, SASL_INHERIT",
    "basic.auth.credentials.source, USER_INFO"
  })
  void refuses_settings_without_meaning(String name, String value) {
    Map<String, Object> settings =
        new java.util.HashMap<>(Map.of("schema.registry.url", "http://a:1"));
    settings.put(name, value);

    assertThatThrownBy(
            () -> {
              SerdeConfig config = new SerdeConfig(settings, false);
              config.registry();
              config.options();
            })
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void a_serde_configured_by_names_alone_writes_and_reads() {
    try (StubRegistry registry = StubRegistry.start();
        AvroSerde<GenericContainer> specific = new AvroSerde<>();
        AvroSerde<GenericContainer> generic = new AvroSerde<>()) {
      specific.configure(
          Map.of("schema.registry.url", registry.url(), "specific.avro.reader", "true"), false);
      generic.configure(Map.of("schema.registry.url", registry.url()), false);

      byte[] wire = specific.serializer().serialize("t", Samples.event());

      assertThat(specific.deserializer().deserialize("t", wire))
          .isInstanceOf(OrderEvent.class)
          .isEqualTo(Samples.event());
      assertThat(generic.deserializer().deserialize("t", wire)).isInstanceOf(GenericRecord.class);
      assertThat(registry.requests())
          .extracting(request -> request.method() + " " + request.path())
          .containsExactly(
              "GET /config/t-value",
              "PUT /config/t-value",
              "POST /subjects/t-value/versions",
              "GET /schemas/ids/1",
              "GET /schemas/ids/1");
    }
  }

  @Test
  void a_serde_says_when_it_was_not_configured() {
    try (AvroSerde<GenericContainer> serde = new AvroSerde<>()) {
      assertThatThrownBy(() -> serde.serializer().serialize("t", Samples.event()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static RegistrySettings registry(String name, Object value) {
    return new SerdeConfig(Map.of(name, value), false).registry();
  }
}
