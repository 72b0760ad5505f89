package io.orderwire.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.schemas.serde.SerdeOptions.Registration;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers resolve what older and newer writers wrote. */
final class EvolutionTest {
  private static final String TOPIC = "t";

  private final MemoryRegistry registry = new MemoryRegistry();
  private final AvroDeserializer<OrderItemFulfilled> reader =
      AvroDeserializer.specific(OrderItemFulfilled.class, registry);

  @Test
  void skips_a_field_that_a_newer_writer_added() {
    Schema newer =
        edited(
            OrderItemFulfilled.getClassSchema(),
            json ->
                json.withArray("fields")
                    .insertObject(1)
                    .put("name", "warehouse")
                    .put("type", "string"));
    GenericRecord written =
        new GenericRecordBuilder(newer)
            .set("line", 1)
            .set("warehouse", "north")
            .set("sku", "s")
            .set("quantity", 2)
            .set("carrier", "c")
            .build();

    assertThat(reader.deserialize(TOPIC, written(written)))
        .isEqualTo(new OrderItemFulfilled(1, "s", 2, "c"));
  }

  @Test
  void takes_the_default_for_a_field_that_an_older_writer_did_not_have() {
    Schema older =
        edited(OrderStatusChanged.getClassSchema(), json -> json.withArray("fields").remove(2));
    GenericRecord written =
        new GenericRecordBuilder(older).set("from", "new").set("to", "ready").build();

    assertThat(
            AvroDeserializer.specific(OrderStatusChanged.class, registry)
                .deserialize(TOPIC, written(written)))
        .isEqualTo(new OrderStatusChanged("new", "ready", null));
  }

  @Test
  void reads_fields_in_another_order_and_wider_numbers() {
    Schema other =
        edited(
            OrderEvent.getClassSchema(),
            json -> json.withArray("fields").add(json.withArray("fields").remove(0)));
    OrderEvent event = Samples.event();
    GenericRecord written = new GenericData.Record(other);
    written.put("event_id", event.getEventId().toString());
    written.put("partner_id", "acme");
    written.put("order_id", "ord-1");
    written.put("occurred_at", event.getOccurredAt().toEpochMilli() * 1_000 + 456);
    GenericRecord data =
        new GenericRecordBuilder(OrderCancelled.getClassSchema())
            .set("by", "partner")
            .set("reason", "r")
            .build();
    written.put("data", data);

    assertThat(
            AvroDeserializer.specific(OrderEvent.class, registry)
                .deserialize(TOPIC, written(written)))
        .isEqualTo(Samples.event(new OrderCancelled("partner", "r")));
  }

  @Test
  void reads_the_known_types_of_a_writer_that_has_one_more_and_refuses_that_one() {
    Schema newer =
        edited(
            OrderEvent.getClassSchema(),
            json -> {
              ObjectNode branch =
                  ((ObjectNode) json.withArray("fields").get(4)).withArray("type").insertObject(0);
              branch.put("type", "record").put("name", "OrderReturned");
              branch.putArray("fields").addObject().put("name", "why").put("type", "string");
            });
    AvroDeserializer<OrderEvent> events = AvroDeserializer.specific(OrderEvent.class, registry);
    GenericRecord known =
        envelope(
            newer,
            new GenericRecordBuilder(OrderCancelled.getClassSchema())
                .set("by", "partner")
                .set("reason", "r")
                .build());
    GenericRecord unknown =
        envelope(
            newer,
            new GenericRecordBuilder(newer.getField("data").schema().getTypes().get(0))
                .set("why", "broken")
                .build());

    OrderEvent read = requireNonNull(events.deserialize(TOPIC, written(known)));
    assertThat(read.getData()).isEqualTo(new OrderCancelled("partner", "r"));
    assertThatThrownBy(() -> events.deserialize(TOPIC, written(unknown)))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("OrderReturned");
  }

  @Test
  void writes_with_the_latest_version_of_the_subject() {
    Schema latest =
        edited(
            OrderStatusChanged.getClassSchema(),
            json ->
                json.withArray("fields")
                    .insertObject(0)
                    .put("name", "by")
                    .put("type", "string")
                    .put("default", "unknown"));
    int id = registry.register("t-value", latest);
    AvroSerializer<OrderStatusChanged> serializer =
        new AvroSerializer<>(registry, SerdeOptions.forValues().with(Registration.LATEST));

    byte[] wire =
        requireNonNull(serializer.serialize(TOPIC, new OrderStatusChanged("new", "ready", "r")));

    assertThat(AvroDeserializer.schemaId(wire)).isEqualTo(id);
    GenericRecord read =
        requireNonNull(AvroDeserializer.generic(registry).deserialize(TOPIC, wire));
    assertThat(String.valueOf(read.get("by"))).isEqualTo("unknown");
    assertThat(String.valueOf(read.get("reason"))).isEqualTo("r");
  }

  @Test
  void refuses_a_latest_version_that_cannot_carry_the_datum() {
    Schema latest =
        edited(
            OrderStatusChanged.getClassSchema(),
            json -> json.withArray("fields").insertObject(0).put("name", "by").put("type", "int"));
    registry.register("t-value", latest);
    AvroSerializer<OrderStatusChanged> serializer =
        new AvroSerializer<>(registry, SerdeOptions.forValues().with(Registration.LATEST));

    assertThatThrownBy(
            () -> serializer.serialize(TOPIC, new OrderStatusChanged("new", "ready", "r")))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void refuses_amounts_of_another_scale_rather_than_read_them_as_other_amounts() {
    Schema other = replaced(OrderCreated.getClassSchema(), "\"scale\":4", "\"scale\":2");
    GenericRecord item =
        new GenericRecordBuilder(other.getField("items").schema().getElementType())
            .set("line", 1)
            .set("sku", "s")
            .set("quantity", 1)
            .set("amount", ByteBuffer.wrap(BigInteger.valueOf(1050).toByteArray()))
            .build();
    GenericRecord written =
        new GenericRecordBuilder(other)
            .set("customer_id", "c")
            .set("currency", "EUR")
            .set("total", ByteBuffer.wrap(BigInteger.valueOf(1050).toByteArray()))
            .set("items", List.of(item))
            .build();

    byte[] wire = written(written);

    assertThatThrownBy(
            () -> AvroDeserializer.specific(OrderCreated.class, registry).deserialize(TOPIC, wire))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("total is decimal(19,2), but is read as decimal(19,4)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp-millis", "local-timestamp-micros", "none-that-is-known"})
  void refuses_times_of_another_unit_rather_than_read_them_as_other_times(String type) {
    Schema other = replaced(OrderEvent.getClassSchema(), "timestamp-micros", type);

    assertThatThrownBy(() -> readEvent(other))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("occurred_at")
        .hasMessageContaining("timestamp-micros");
  }

  @Test
  void refuses_a_difference_within_a_branch_of_a_union_in_a_list() {
    Schema other =
        edited(
            OrderEvent.getClassSchema(),
            json ->
                ((ObjectNode) json.at("/fields/4/type/0/fields/3/type/items/fields/3/type"))
                    .put("scale", 3));

    assertThatThrownBy(() -> readEvent(other))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("data.items[].amount is decimal(19,3)");
  }

  @Test
  void reads_a_plain_string_as_an_identity_and_amounts_of_another_precision() {
    Schema other =
        replaced(
            replaced(OrderEvent.getClassSchema(), ",\"logicalType\":\"uuid\"", ""),
            "\"precision\":19",
            "\"precision\":12");

    assertThat(readEvent(other).getEventId()).isEqualTo(Samples.event().getEventId());
  }

  @Test
  void writes_no_amounts_of_another_scale_with_the_latest_version_of_the_subject() {
    registry.register(
        "t-value", replaced(OrderEvent.getClassSchema(), "\"scale\":4", "\"scale\":2"));
    AvroSerializer<OrderEvent> serializer =
        new AvroSerializer<>(registry, SerdeOptions.forValues().with(Registration.LATEST));

    assertThatThrownBy(() -> serializer.serialize(TOPIC, Samples.event()))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("decimal(19,2)");
  }

  /** An event with that writer's schema, as the generated class has it. */
  private OrderEvent readEvent(Schema writer) {
    GenericRecord data =
        new GenericRecordBuilder(writer.getField("data").schema().getTypes().get(3))
            .set("by", "partner")
            .set("reason", "r")
            .build();
    GenericRecord event = envelope(writer, data);
    return requireNonNull(
        AvroDeserializer.specific(OrderEvent.class, registry).deserialize(TOPIC, written(event)));
  }

  private static Schema replaced(Schema schema, String what, String by) {
    String json = schema.toString();
    assertThat(json).contains(what);
    return new Schema.Parser().parse(json.replace(what, by));
  }

  private GenericRecord envelope(Schema schema, GenericRecord data) {
    return new GenericRecordBuilder(schema)
        .set("event_id", "0a1b2c3d-0000-4000-8000-00000000abcd")
        .set("partner_id", "acme")
        .set("order_id", "ord-1")
        .set("occurred_at", 0L)
        .set("data", data)
        .build();
  }

  private byte[] written(GenericRecord record) {
    return requireNonNull(
        new AvroSerializer<GenericRecord>(registry, SerdeOptions.forValues())
            .serialize(TOPIC, record));
  }

  private static Schema edited(Schema schema, Consumer<ObjectNode> edit) {
    try {
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(schema.toString());
      edit.accept(json);
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
