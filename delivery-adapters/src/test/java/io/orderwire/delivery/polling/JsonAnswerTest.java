package io.orderwire.delivery.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonAnswerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "GZIP|true",
        "br, gzip ; q=0.5|true",
        "br,gzip\t;\tq=1|true",
        "*|true",
        "gzip;q=0|false",
        "gzip ; q=0.00 , *|false",
        "*;q=0|false",
        "br|false",
        "xgzip|false",
        "''|false",
      })
  void gzip_is_accepted_as_the_field_says(String field, boolean accepted) {
    assertThat(JsonAnswer.acceptsGzip(field)).isEqualTo(accepted);
  }

  /** As long as a request's fields may be; it is read where sockets are read. */
  @Test
  void a_field_full_of_spaces_is_read_at_once() {
    String spaces = "a" + " ".repeat(15_000) + "b";
    long begun = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(JsonAnswer.acceptsGzip(spaces)).isFalse();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
  }
}
