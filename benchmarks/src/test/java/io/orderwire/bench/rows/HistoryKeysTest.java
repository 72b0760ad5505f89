package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.HistoryKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryKeysTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 64, 8_191, 8_192, 1_000_000, Long.MAX_VALUE})
  void the_sequence_is_read_from_a_key_as_avro_writes_it(long sequence) throws IOException {
    assertThat(HistoryKeys.sequence(key("p".repeat(64), sequence))).isEqualTo(sequence);
  }

  @Test
  void a_partner_is_told_by_how_its_id_begins() throws IOException {
    byte[] key = key("bench-2-17", 1);

    assertThat(HistoryKeys.partnerBeginsWith(key, "bench-2-".getBytes(UTF_8))).isTrue();
    assertThat(HistoryKeys.partnerBeginsWith(key, "bench-1-".getBytes(UTF_8))).isFalse();
    assertThat(HistoryKeys.partnerBeginsWith(key, "bench-2-170".getBytes(UTF_8))).isFalse();
  }

  @Test
  void a_partner_is_not_one_whose_id_begins_alike() throws IOException {
    byte[] key = key("bench-10", 1);

    assertThat(HistoryKeys.isOf(key, "bench-10".getBytes(UTF_8))).isTrue();
    assertThat(HistoryKeys.isOf(key, "bench-1".getBytes(UTF_8))).isFalse();
    assertThat(HistoryKeys.isOf(key, "bench-100".getBytes(UTF_8))).isFalse();
  }

  private static byte[] key(String partner, long sequence) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 0, 7});
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(HistoryKey.class)
        .write(new HistoryKey(partner, 300, sequence), encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
