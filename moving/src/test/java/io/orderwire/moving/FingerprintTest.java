package io.orderwire.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private final Fingerprint fingerprint = new Fingerprint();

  @Test
  void is_the_same_wherever_a_record_stands() {
    assertThat(fingerprint.content(record(3, 1, "v", "h")))
        .isEqualTo(fingerprint.content(record(70, 1, "v", "h")));
  }

  @Test
  void tells_values_headers_and_times_apart() {
    assertThat(
            Stream.of(
                    record(3, 1, "v", "h"),
                    record(3, 1, "w", "h"),
                    record(3, 1, "v", "i"),
                    record(3, 2, "v", "h"))
                .map(fingerprint::content))
        .doesNotHaveDuplicates();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, long time, String value, String header) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("name", header.getBytes(UTF_8));
    return new ConsumerRecord<>(
        "topic",
        0,
        offset,
        time,
        TimestampType.CREATE_TIME,
        1,
        1,
        new byte[] {1},
        value.getBytes(UTF_8),
        headers,
        Optional.empty());
  }
}
