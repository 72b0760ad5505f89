package io.orderwire.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.Retries;
import io.orderwire.testkit.StubRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a serde says when the registry does not play along. */
final class RegistryAwayTest {
  private final StubRegistry registry = StubRegistry.start();
  private final RegistryClient client =
      new CachingRegistryClient(
          new HttpRegistryClient(
              RegistrySettings.of(registry.url())
                  .withRetries(
                      new Retries(
                          1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)))),
          Duration.ZERO,
          () -> 0);
  private final AvroSerde<OrderEvent> serde = AvroSerde.specific(OrderEvent.class, client, false);

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void no_answer_is_retriable_and_passes() {
    registry.setAvailable(false);
    assertThatThrownBy(() -> serde.serializer().serialize("t", Samples.event()))
        .isInstanceOfSatisfying(
            RegistryUnavailableException.class, e -> assertThat(e.isRetriable()).isTrue());

    registry.setAvailable(true);

    byte[] wire = serde.serializer().serialize("t", Samples.event());
    assertThat(serde.deserializer().deserialize("t", wire)).isEqualTo(Samples.event());
  }

  @Test
  void no_answer_on_reading_is_not_an_unknown_schema() {
    byte[] wire = serde.serializer().serialize("t", Samples.event());
    registry.setAvailable(false);
    AvroDeserializer<OrderEvent> fresh = AvroDeserializer.specific(OrderEvent.class, client);

    assertThatThrownBy(() -> fresh.deserialize("t", wire))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void what_is_known_is_read_and_written_while_the_registry_is_away() {
    byte[] wire = serde.serializer().serialize("t", Samples.event());
    serde.deserializer().deserialize("t", wire);

    registry.setAvailable(false);

    assertThat(serde.serializer().serialize("t", Samples.event())).isEqualTo(wire);
    assertThat(serde.deserializer().deserialize("t", wire)).isEqualTo(Samples.event());
  }

  @Test
  void a_refusal_says_nothing_about_the_data() {
    registry.requireBasicAuth("user", "password");

    assertThatThrownBy(() -> serde.serializer().serialize("t", Samples.event()))
        .isInstanceOf(RegistryRefusedException.class)
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("401");
  }

  @Test
  void a_forbidden_registration_is_incompatible() {
    registry.register(
        "t-value",
        "{\"type\":\"record\",\"name\":\"OrderEvent\",\"namespace\":\"io.orderwire.avro\","
            + "\"fields\":[{\"name\":\"partner_id\",\"type\":\"string\"}]}");

    assertThatThrownBy(() -> serde.serializer().serialize("t", Samples.event()))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("t-value");
  }
}
