package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireCheckTest {
  private static final Schema STRING = Schema.create(Schema.Type.STRING);

  @Test
  void accepts_what_our_own_serializer_writes() {
    Input input = new Input(new MemoryRegistry());
    byte[] bytes = input.bytes(Input.created(Input.partner(0), 1, "1.50"));
    assertThat(WireCheck.faultIn(bytes, 5, OrderEvent.getClassSchema())).isNull();
  }

  @Test
  void refuses_every_truncation_and_a_byte_too_many() {
    byte[] whole = new Input(new MemoryRegistry()).bytes(Input.created(Input.partner(0), 1, "1.5"));
    for (int length = 5; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(WireCheck.faultIn(cut, 5, OrderEvent.getClassSchema())).isNotNull();
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThat(WireCheck.faultIn(longer, 5, OrderEvent.getClassSchema()))
        .isEqualTo("bytes follow the datum");
  }

  @Test
  void refuses_text_that_is_not_utf_8() {
    assertThat(faultIn(STRING, 4, 0xC3, 0x28)).contains("UTF-8");
    assertThat(faultIn(STRING, 6, 0xED, 0xA0, 0x80)).as("a lone surrogate").contains("UTF-8");
    assertThat(faultIn(STRING, 2, 0)).as("a NUL is UTF-8").isNull();
  }

  @Test
  void believes_no_length_that_the_bytes_do_not_back() {
    assertThat(faultIn(STRING, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F)).contains("length");
    Schema nulls = Schema.createArray(Schema.create(Schema.Type.NULL));
    assertThat(faultIn(nulls, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0)).contains("more parts");
    assertThat(faultIn(STRING, 1)).as("a negative length").contains("length");
  }

  @Test
  void is_done_soon_with_a_schema_that_doubles_at_every_level() {
    Schema level = Schema.createRecord("L0", null, "x", false, List.of());
    for (int n = 1; n <= 60; n++) {
      level =
          Schema.createRecord(
              "L" + n,
              null,
              "x",
              false,
              List.of(new Schema.Field("a", level), new Schema.Field("b", level)));
    }
    assertThat(faultIn(level)).contains("more parts");
  }

  @Test
  void refuses_a_union_branch_that_does_not_exist_and_a_number_that_does_not_end() {
    Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), STRING);
    assertThat(faultIn(union, 4)).contains("no branch");
    Schema number = Schema.create(Schema.Type.LONG);
    assertThat(faultIn(number, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
        .contains("longer");
  }

  @Property(tries = 2_000)
  void never_fails_otherwise_than_by_saying_so(@ForAll @Size(max = 200) byte[] garbage) {
    String _ = WireCheck.faultIn(garbage, 0, OrderEvent.getClassSchema());
  }

  @Property(tries = 300)
  void accepts_any_text_that_is_encoded(@ForAll String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long raw = utf8.length * 2L;
    while (raw > 127) {
      out.write((int) ((raw & 127) | 128));
      raw >>>= 7;
    }
    out.write((int) raw);
    out.writeBytes(utf8);
    assertThat(WireCheck.faultIn(out.toByteArray(), 0, STRING)).isNull();
  }

  private static @Nullable String faultIn(Schema schema, int... bytes) {
    byte[] wire = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      wire[i] = (byte) bytes[i];
    }
    return WireCheck.faultIn(wire, 0, schema);
  }
}
