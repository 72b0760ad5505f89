package io.orderwire.schemas.serde;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BadBytesTest {
  private static final String TOPIC = "t";
  private static final String UUID = "0a1b2c3d-0000-4000-8000-00000000abcd";

  private final MemoryRegistry registry = new MemoryRegistry();
  private final AvroDeserializer<OrderEvent> reader =
      AvroDeserializer.specific(OrderEvent.class, registry);

  @BeforeEach
  void register() {
    registry.register("events", OrderEvent.getClassSchema());
  }

  @Test
  void rejects_bytes_that_are_too_short_for_a_header() {
    for (int length = 0; length < 5; length++) {
      byte[] wire = new byte[length];
      assertThatThrownBy(() -> reader.deserialize(TOPIC, wire))
          .isInstanceOf(NotAvroException.class);
    }
  }

  @Test
  void rejects_another_first_byte() {
    byte[] json = "{\"event_id\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThatThrownBy(() -> reader.deserialize(TOPIC, json))
        .isInstanceOf(NotAvroException.class)
        .hasMessageContaining("byte 123");
  }

  @Test
  void names_an_id_that_the_registry_does_not_know() {
    UnknownSchemaException failure =
        catchThrowableOfType(
            UnknownSchemaException.class,
            () -> reader.deserialize(TOPIC, new byte[] {0, 0x7f, 0, 0, 1, 0}));

    assertThat(failure.schemaId()).isEqualTo(0x7f000001);
    assertThat(failure.isRetriable()).isFalse();
  }

  @Test
  void reads_an_id_that_is_registered_after_it_was_unknown() {
    byte[] wire = valid();
    registry.schemas.clear();
    assertThatThrownBy(() -> reader.deserialize(TOPIC, wire))
        .isInstanceOf(UnknownSchemaException.class);

    registry.register("events", OrderEvent.getClassSchema());

    assertThat(reader.deserialize(TOPIC, wire)).isEqualTo(Samples.event());
  }

  @Test
  void rejects_every_truncation_of_a_datum() {
    byte[] wire = valid();
    for (int length = 5; length < wire.length; length++) {
      byte[] cut = Arrays.copyOf(wire, length);
      assertThatThrownBy(() -> reader.deserialize(TOPIC, cut)).isInstanceOf(NotAvroException.class);
    }
  }

  @Test
  void rejects_a_byte_after_the_datum() {
    byte[] wire = valid();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, Arrays.copyOf(wire, wire.length + 1)))
        .isInstanceOf(NotAvroException.class)
        .hasMessageContaining("follows");
  }

  @Test
  void rejects_a_string_that_claims_two_gigabytes() {
    assertThatThrownBy(() -> reader.deserialize(TOPIC, wire(out -> out.writeLong(2_000_000_000))))
        .isInstanceOf(NotAvroException.class);
  }

  @Test
  void rejects_lengths_that_are_negative_or_beyond_an_array() {
    for (long length : List.of(-1L, Long.MIN_VALUE, 1L << 31, Long.MAX_VALUE)) {
      byte[] wire = wire(out -> out.writeLong(length));
      assertThatThrownBy(() -> reader.deserialize(TOPIC, wire))
          .isInstanceOf(NotAvroException.class);
    }
  }

  @Test
  void rejects_an_array_that_claims_two_billion_items() {
    byte[] wire =
        wire(
            out -> {
              head(out);
              out.writeIndex(0);
              out.writeString("customer");
              out.writeString("USD");
              out.writeBytes(new byte[] {1});
              out.writeLong(2_000_000_000);
            });

    assertThatThrownBy(() -> reader.deserialize(TOPIC, wire)).isInstanceOf(NotAvroException.class);
  }

  @Test
  void rejects_a_union_branch_that_does_not_exist() {
    for (int branch : List.of(-1, 4, Integer.MAX_VALUE)) {
      byte[] wire =
          wire(
              out -> {
                head(out);
                out.writeIndex(branch);
              });
      assertThatThrownBy(() -> reader.deserialize(TOPIC, wire))
          .isInstanceOf(NotAvroException.class);
    }
  }

  @Test
  void names_the_field_whose_string_is_no_uuid() {
    byte[] wire =
        wire(
            out -> {
              out.writeString("not-a-uuid");
              out.writeString("acme");
              out.writeString("ord-1");
              out.writeLong(0);
              out.writeIndex(3);
              out.writeString("partner");
              out.writeString("closed");
            });

    InvalidFieldException failure =
        catchThrowableOfType(InvalidFieldException.class, () -> reader.deserialize(TOPIC, wire));

    assertThat(failure.field()).isEqualTo("event_id");
    assertThat(failure).hasMessageContaining("uuid");
  }

  @Test
  void names_the_field_whose_decimal_has_no_bytes() {
    byte[] wire =
        wire(
            out -> {
              head(out);
              out.writeIndex(0);
              out.writeString("customer");
              out.writeString("USD");
              out.writeBytes(new byte[] {1});
              out.writeArrayStart();
              out.setItemCount(1);
              out.writeInt(1);
              out.writeString("sku");
              out.writeInt(1);
              out.writeBytes(new byte[0]);
              out.writeArrayEnd();
              out.writeIndex(0);
            });

    InvalidFieldException failure =
        catchThrowableOfType(InvalidFieldException.class, () -> reader.deserialize(TOPIC, wire));

    assertThat(failure.field()).isEqualTo("data.items[0].amount");
  }

  @Test
  void names_a_record_that_is_not_read_here() {
    registry.register("keys", HistoryKey.getClassSchema());
    byte[] wire =
        new AvroSerializer<HistoryKey>(registry, SerdeOptions.forKeys())
            .serialize(TOPIC, new HistoryKey("acme", 0, 1L));

    UnknownRecordException failure =
        catchThrowableOfType(UnknownRecordException.class, () -> reader.deserialize(TOPIC, wire));

    assertThat(failure.recordName()).isEqualTo("io.orderwire.avro.HistoryKey");
  }

  @Test
  void calls_a_writer_of_the_same_name_without_a_needed_field_incompatible() {
    Schema writer =
        SchemaBuilder.record("OrderEvent")
            .namespace("io.orderwire.avro")
            .fields()
            .requiredString("partner_id")
            .endRecord();
    GenericRecord record = new GenericData.Record(writer);
    record.put("partner_id", "acme");
    byte[] wire =
        new AvroSerializer<GenericRecord>(registry, SerdeOptions.forValues())
            .serialize(TOPIC, record);

    assertThatThrownBy(() -> reader.deserialize(TOPIC, wire))
        .isInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("missing required field");
  }

  @Test
  void rejects_a_writer_that_is_no_record() {
    int id = registry.register("s", Schema.create(Schema.Type.STRING));
    byte[] wire = ByteBuffer.allocate(6).put((byte) 0).putInt(id).array();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, wire))
        .isInstanceOf(UnknownRecordException.class);
  }

  @Test
  void rejects_a_datum_that_is_nested_without_end() {
    Schema writer =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"OrderCancelled\","
                    + "\"namespace\":\"io.orderwire.avro\",\"fields\":["
                    + "{\"name\":\"by\",\"type\":\"string\"},"
                    + "{\"name\":\"reason\",\"type\":\"string\"},"
                    + "{\"name\":\"extra\",\"type\":[\"null\",\"OrderCancelled\"]}]}");
    registry.schemas.clear();
    registry.register("s", writer);
    byte[] wire =
        wire(
            out -> {
              for (int i = 0; i < 200_000; i++) {
                out.writeString("");
                out.writeString("");
                out.writeIndex(1);
              }
            });

    assertThatThrownBy(
            () ->
                AvroDeserializer.specific(OrderCancelled.class, registry).deserialize(TOPIC, wire))
        .isInstanceOf(NotAvroException.class);
  }

  @Property(tries = 2_000)
  void answers_any_bytes_with_a_datum_or_a_typed_failure(@ForAll byte[] body) {
    registry.schemas.clear();
    registry.register("events", OrderEvent.getClassSchema());
    byte[] wire = ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(1).put(body).array();
    try {
      assertThat(reader.deserialize(TOPIC, wire)).isNotNull();
    } catch (SerializationException e) {
      assertThat(e).isInstanceOf(AvroSerdeException.class);
    }
  }

  @Property(tries = 2_000)
  void answers_any_damage_to_a_datum_with_a_datum_or_a_typed_failure(
      @ForAll int at, @ForAll byte value) {
    registry.schemas.clear();
    registry.register("events", OrderEvent.getClassSchema());
    byte[] wire = valid();
    wire[5 + Math.floorMod(at, wire.length - 5)] = value;
    try {
      assertThat(reader.deserialize(TOPIC, wire)).isNotNull();
    } catch (SerializationException e) {
      assertThat(e).isInstanceOf(AvroSerdeException.class);
    }
  }

  private byte[] valid() {
    return requireNonNull(
        new AvroSerializer<OrderEvent>(registry, SerdeOptions.forValues())
            .serialize(TOPIC, Samples.event()));
  }

  private static void head(BinaryEncoder out) throws IOException {
    out.writeString(UUID);
    out.writeString("acme");
    out.writeString("ord-1");
    out.writeLong(0);
  }

  private static byte[] wire(Body body) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(new byte[] {0, 0, 0, 0, 1});
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      body.write(encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }
}
