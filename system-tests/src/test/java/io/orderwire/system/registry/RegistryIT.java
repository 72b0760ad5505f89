package io.orderwire.system.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.embedded.EmbeddedRegistry;
import io.orderwire.schemas.Encoding;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.registry.Retries;
import io.orderwire.schemas.serde.AvroSerde;
import io.orderwire.schemas.serde.AvroSerializer;
import io.orderwire.schemas.serde.IncompatibleSchemaException;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import io.orderwire.schemas.serde.SerdeOptions;
import io.orderwire.schemas.serde.UnknownSchemaException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client relies on, as a real registry (Apicurio) answers it. */
final class RegistryIT {
  private static EmbeddedRegistry registry;
  private static HttpRegistryClient client;

  @BeforeAll
  static void start(@TempDir Path directory) {
    registry = EmbeddedRegistry.builder().dataDir(directory).build().start();
    client = new HttpRegistryClient(RegistrySettings.of(registry.url()));
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void registers_and_finds_every_schema_of_the_catalogue() {
    for (Topic topic : TopicCatalogue.all()) {
      if (topic.key() instanceof Encoding.Avro avro) {
        avro.schemas().forEach(schema -> registersAndFinds(topic, topic.keyOptions(), schema));
      }
      if (topic.value() instanceof Encoding.Avro avro) {
        avro.schemas().forEach(schema -> registersAndFinds(topic, topic.valueOptions(), schema));
      }
    }
  }

  private static void registersAndFinds(Topic topic, SerdeOptions options, Schema schema) {
    String subject = options.subjects().subject(topic.topicName(), options.isKey(), schema);
    int id = client.register(subject, schema);

    assertThat(client.register(subject, schema)).as("registered again").isEqualTo(id);
    assertThat(client.idOf(subject, schema)).as("looked up").isEqualTo(id);
    assertThat(client.idOf(subject, client.byId(id))).as("looked up by its text").isEqualTo(id);
    assertThat(client.latest(subject).id()).as("latest").isEqualTo(id);
    assertThat(client.byId(id).getFullName()).isEqualTo(schema.getFullName());
  }

  @Test
  void a_serde_sets_its_subject_to_backward_transitive() {
    AvroSerde.specific(OrderEvent.class, client, SerdeOptions.forValues())
        .serializer()
        .serialize("levels", event());

    assertThat(client.compatibility("levels-value")).contains(Compatibility.BACKWARD_TRANSITIVE);
    assertThat(client.compatibility("no-such-subject")).isEmpty();
  }

  @Test
  void an_incompatible_schema_is_forbidden() {
    AvroSerializer<GenericRecord> serializer =
        new AvroSerializer<>(client, SerdeOptions.forValues());
    serializer.serialize("gate", record("a"));

    assertThatThrownBy(() -> serializer.serialize("gate", record("b")))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void what_is_unknown_has_confluents_codes() {
    Schema schema = HistoryEntry.getClassSchema();
    client.register("codes-value", OrderEvent.getClassSchema());

    assertThat(code(() -> client.byId(2_000_000_000))).isEqualTo(40403);
    assertThat(code(() -> client.latest("nobody-value"))).isEqualTo(40401);
    assertThat(code(() -> client.idOf("nobody-value", schema))).isEqualTo(40401);
    assertThat(code(() -> client.idOf("codes-value", schema))).isEqualTo(40403);
  }

  @Test
  void an_unknown_id_is_told_apart_from_a_registry_that_is_away() {
    byte[] wire = ByteBuffer.allocate(6).put((byte) 0).putInt(2_000_000_000).array();
    assertThatThrownBy(
            () ->
                AvroSerde.specific(OrderEvent.class, client, false)
                    .deserializer()
                    .deserialize("t", wire))
        .isInstanceOf(UnknownSchemaException.class);

    try (HttpRegistryClient away =
        new HttpRegistryClient(
            RegistrySettings.of("http://127.0.0.1:1").withRetries(Retries.NONE))) {
      assertThatThrownBy(
              () ->
                  AvroSerde.specific(OrderEvent.class, away, false)
                      .deserializer()
                      .deserialize("t", wire))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void looking_up_finds_nothing_that_was_not_registered() {
    AvroSerializer<OrderEvent> lookup =
        new AvroSerializer<>(
            client, SerdeOptions.forValues().with(SerdeOptions.Registration.LOOK_UP));

    assertThatThrownBy(() -> lookup.serialize("unregistered", event()))
        .isInstanceOf(UnknownSchemaException.class);
  }

  private static int code(ThrowingCallable asked) {
    return catchThrowableOfType(RegistryException.NotFound.class, asked).errorCode();
  }

  private static OrderEvent event() {
    return new OrderEvent(
        new UUID(1, 2), "acme", "ord-1", Instant.EPOCH, new OrderCancelled("partner", "closed"));
  }

  private static GenericRecord record(String field) {
    Schema schema =
        SchemaBuilder.record("R").namespace("t").fields().requiredString(field).endRecord();
    GenericRecord record = new GenericData.Record(schema);
    record.put(field, "x");
    return record;
  }
}
