package io.orderwire.verify.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final String FIRST =
      "{\"line\":1,\"index\":0,\"status\":\"accepted\",\"partition\":7,\"offset\":1}\n";
  private final Outcomes outcomes = new Outcomes(3);

  @Test
  void nothing_is_accepted_without_an_answer() {
    assertThat(outcomes.firstNotAccepted()).isZero();
    assertThat(outcomes.isAccepted(0)).isFalse();
  }

  @Test
  void reads_what_is_accepted_and_passes_the_last_line_over() throws IOException {
    read(
        """
        {"line":1,"index":0,"status":"accepted","partition":7,"offset":1}
        {"line":2,"index":1,"status":"rejected","code":"broker_unavailable"}
        {"line":3,"index":2,"status":"accepted"}
        {"status":"done","accepted":2,"rejected":1}
        """);
    assertThat(outcomes.isAccepted(0)).isTrue();
    assertThat(outcomes.isAccepted(1)).isFalse();
    assertThat(outcomes.isAccepted(2)).isTrue();
    assertThat(outcomes.firstNotAccepted()).isEqualTo(1);
  }

  @Test
  void what_came_before_a_cut_counts() {
    assertThatThrownBy(() -> read(FIRST + "{\"line\":2,\"index\":1,\"stat"))
        .isInstanceOf(IOException.class);
    assertThat(outcomes.firstNotAccepted()).isEqualTo(1);
  }

  private void read(String lines) throws IOException {
    outcomes.read(lines.getBytes(UTF_8));
  }
}
