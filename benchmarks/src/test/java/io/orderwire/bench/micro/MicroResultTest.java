package io.orderwire.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MicroResultTest {
  private static final String JSON =
      """
      [{"benchmark":"a.Scan.baseline","primaryMetric":{"score":200.0,"scoreError":"NaN"},
        "secondaryMetrics":{"gc.alloc.rate.norm":{"score":1024.0}}},
       {"benchmark":"a.Scan.ours","primaryMetric":{"score":50.0,"scoreError":2.5},
        "secondaryMetrics":{"gc.alloc.rate.norm":{"score":64.0}}}]
      """;
  private final Micro scan = new Micro("scan", "a.Scan", "bytes against a tree");

  @Test
  void times_and_bytes_come_from_jmhs_json() throws Exception {
    MicroResult result =
        MicroResult.of(List.of(scan), new ObjectMapper().readTree(JSON)).getFirst();

    assertThat(result.ours()).isEqualTo(new MicroResult.Side(50, 2.5, 64));
    assertThat(result.baseline()).isEqualTo(new MicroResult.Side(200, Double.NaN, 1_024));
    assertThat(result.ratio()).isEqualTo(0.25);
  }

  @Test
  void a_part_that_jmh_did_not_run_is_an_error() {
    Micro other = new Micro("other", "a.Other", "");

    assertThatThrownBy(() -> MicroResult.of(List.of(other), new ObjectMapper().readTree(JSON)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void jmh_knows_each_part_and_no_other() throws Exception {
    try (BufferedReader list =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Micro.class.getResourceAsStream("/META-INF/BenchmarkList")),
                StandardCharsets.UTF_8))) {
      assertThat(list.lines().map(line -> line.split(" ", -1)[3]).collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(Micro.ALL.stream().map(Micro::type).toList());
    }
  }
}
