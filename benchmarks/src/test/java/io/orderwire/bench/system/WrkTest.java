package io.orderwire.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.bench.suite.RowFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrkTest {

  @Test
  void the_scripts_line_is_read() {
    Wrk.Load load =
        Wrk.parse(
            """
            Running 2s test
            orderwire requests=1000 bytes=250000 micros=500000 failed=0 p99=1500
            """);

    assertThat(load).isEqualTo(new Wrk.Load(2_000, 250, 1.5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unable to connect",
        "orderwire requests=1000 bytes=250000 micros=500000 failed=1 p99=1500",
        "orderwire requests=0 bytes=0 micros=500000 failed=0 p99=0"
      })
  void a_run_with_failures_or_without_a_result_does_not_count(String output) {
    assertThatThrownBy(() -> Wrk.parse(output)).isInstanceOf(RowFailedException.class);
  }
}
