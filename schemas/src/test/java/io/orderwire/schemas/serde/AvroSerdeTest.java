package io.orderwire.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.Compatibility;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

final class AvroSerdeTest {
  private static final String TOPIC = "orders.events.v1";

  private final MemoryRegistry registry = new MemoryRegistry();
  private final AvroSerde<OrderEvent> serde =
      AvroSerde.specific(OrderEvent.class, registry, TopicCatalogue.EVENTS.valueOptions());

  @Property(tries = 300)
  void gives_back_every_event_that_it_wrote(@ForAll("events") OrderEvent event) {
    byte[] wire = serde.serializer().serialize(TOPIC, event);

    assertThat(serde.deserializer().deserialize(TOPIC, wire)).isEqualTo(event);
  }

  @Provide
  Arbitrary<OrderEvent> events() {
    return Samples.events();
  }

  @Test
  void puts_byte_zero_and_the_id_in_big_endian_before_the_datum() {
    byte[] wire = serde.serializer().serialize(TOPIC, Samples.event());

    assertThat(wire).startsWith(0, 0, 0, 0, 1);
    assertThat(AvroDeserializer.schemaId(wire)).isEqualTo(1);
  }

  @Test
  void gives_null_for_null() {
    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void asks_the_registry_once_per_schema() {
    AvroDeserializer<OrderEvent> reader = AvroDeserializer.specific(OrderEvent.class, registry);
    for (int i = 0; i < 5; i++) {
      reader.deserialize(TOPIC, serde.serializer().serialize(TOPIC, Samples.event()));
    }

    assertThat(registry.asked)
        .containsExactly(
            "compatibility orders.events.v1-io.orderwire.avro.OrderEvent",
            "setCompatibility orders.events.v1-io.orderwire.avro.OrderEvent",
            "register orders.events.v1-io.orderwire.avro.OrderEvent",
            "byId 1");
  }

  @Test
  void sets_the_subject_to_backward_transitive_before_it_registers() {
    serde.serializer().serialize(TOPIC, Samples.event());

    assertThat(registry.levels)
        .containsEntry(
            "orders.events.v1-io.orderwire.avro.OrderEvent", Compatibility.BACKWARD_TRANSITIVE);
  }

  @Test
  void leaves_another_compatibility_that_was_set_before() {
    registry.levels.put(
        "orders.events.v1-io.orderwire.avro.OrderEvent", Compatibility.FULL_TRANSITIVE);

    serde.serializer().serialize(TOPIC, Samples.event());

    assertThat(registry.levels).containsValue(Compatibility.FULL_TRANSITIVE).hasSize(1);
  }

  @Test
  void names_the_subject_of_keys_after_the_topic() {
    AvroSerde.specific(HistoryKey.class, registry, TopicCatalogue.HISTORY.keyOptions())
        .serializer()
        .serialize("orders.partner-history.v1", new HistoryKey("acme", 0, 1L));

    assertThat(registry.subjects).containsOnlyKeys("orders.partner-history.v1-key");
  }

  @Test
  void reads_each_of_several_records_by_the_class_of_its_name() {
    AvroSerde<SpecificRecord> either =
        AvroSerde.anyOf(
            List.of(OrderEvent.class, HistoryCommand.class),
            registry,
            TopicCatalogue.EVENTS.valueOptions());

    byte[] event = either.serializer().serialize(TOPIC, Samples.event());
    byte[] command = either.serializer().serialize(TOPIC, Samples.command());

    assertThat(either.deserializer().deserialize(TOPIC, event)).isEqualTo(Samples.event());
    assertThat(either.deserializer().deserialize(TOPIC, command)).isEqualTo(Samples.command());
  }

  @Test
  void reads_as_generic_data_what_was_written_by_a_generated_class() {
    byte[] wire = serde.serializer().serialize(TOPIC, Samples.event());

    GenericRecord read =
        requireNonNull(AvroDeserializer.generic(registry).deserialize(TOPIC, wire));

    assertThat(String.valueOf(read.get("partner_id"))).isEqualTo("acme");
  }

  @Test
  void writes_generic_data_that_a_generated_class_reads() {
    byte[] wire = serde.serializer().serialize(TOPIC, Samples.event());
    AvroSerde<GenericRecord> generic = AvroSerde.generic(registry, SerdeOptions.forValues());
    GenericRecord read = generic.deserializer().deserialize(TOPIC, wire);

    byte[] again = generic.serializer().serialize(TOPIC, read);

    assertThat(serde.deserializer().deserialize(TOPIC, again)).isEqualTo(Samples.event());
  }

  @Test
  void refuses_to_look_up_what_nobody_registered() {
    AvroSerializer<OrderEvent> lookup =
        new AvroSerializer<>(
            registry, SerdeOptions.forValues().with(SerdeOptions.Registration.LOOK_UP));

    assertThatThrownBy(() -> lookup.serialize(TOPIC, Samples.event()))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("orders.events.v1-value");
    assertThat(registry.subjects).isEmpty();
  }

  @Test
  void finds_by_look_up_what_was_registered() {
    registry.register("orders.events.v1-value", OrderEvent.getClassSchema());
    AvroSerializer<OrderEvent> lookup =
        new AvroSerializer<>(
            registry, SerdeOptions.forValues().with(SerdeOptions.Registration.LOOK_UP));

    byte[] wire = lookup.serialize(TOPIC, Samples.event());

    assertThat(serde.deserializer().deserialize(TOPIC, wire)).isEqualTo(Samples.event());
  }

  @Test
  void refuses_an_object_whose_required_field_is_null() {
    OrderEvent broken = Samples.event(new OrderCancelled("partner", null));

    assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, broken))
        .isInstanceOf(NotAvroException.class)
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void writes_on_after_a_failure() {
    OrderEvent broken = Samples.event(new OrderCancelled("partner", null));
    assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, broken))
        .isInstanceOf(NotAvroException.class);

    byte[] wire = serde.serializer().serialize(TOPIC, Samples.event());

    assertThat(serde.deserializer().deserialize(TOPIC, wire)).isEqualTo(Samples.event());
  }
}
