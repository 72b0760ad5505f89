package io.orderwire.delivery.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordsTest {
  /** U+009B begins an escape sequence as ESC [ does. */
  @Test
  void an_excerpt_has_no_control_characters() {
    String answer = "a\u001b[31m\u007f\u009b2Jb\tc\nd";
    assertThat(Records.excerpt(answer.getBytes(UTF_8)))
        .isEqualTo("a\uFFFD[31m\uFFFD\uFFFD2Jb\tc\nd");
  }
}
