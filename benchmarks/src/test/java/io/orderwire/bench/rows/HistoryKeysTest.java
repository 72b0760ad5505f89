package io.orderwire.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.HistoryKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryKeysTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 64, 8_191, 8_192, 1_000_000, Long.MAX_VALUE})
  void the_sequence_is_read_from_a_key_as_avro_writes_it(long sequence) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 0, 7});
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(HistoryKey.class)
        .write(new HistoryKey("p".repeat(64), 300, sequence), encoder);
    encoder.flush();

    assertThat(HistoryKeys.sequence(bytes.toByteArray())).isEqualTo(sequence);
  }
}
