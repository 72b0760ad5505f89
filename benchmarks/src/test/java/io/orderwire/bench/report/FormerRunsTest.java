package io.orderwire.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Result;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.cli.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerRunsTest {
  private static final List<Metric> RATE = List.of(Metric.atLeast(0.8, "", "req/s"));

  @TempDir private Path directory;

  private record Known(String name, List<Metric> metrics) implements Row {
    @Override
    public String title() {
      return "today's title";
    }

    @Override
    public Contest open() {
      throw new UnsupportedOperationException("not measured");
    }
  }

  @Test
  void results_come_back_as_they_were_written_those_of_the_last_file_first() throws IOException {
    Path first = write("first.json", result("a", 1), result("b", 2));
    Path second = write("second.json", result("b", 3), result("gone", 4));

    List<Result> results =
        FormerRuns.read(
            List.of(first, second), List.of(new Known("b", RATE), new Known("a", RATE)));

    assertThat(results).extracting(Result::row).containsExactly("b", "a");
    assertThat(results).extracting(one -> one.lines().getFirst().ratio()).containsExactly(3.0, 1.0);
  }

  @Test
  void a_row_that_failed_or_has_other_numbers_now_is_left_out() throws IOException {
    Result failed = new Result("a", "", RATE, List.of(), List.of(), Optional.of("broken"));
    Path file = write("file.json", failed, result("b", 2));
    List<Metric> other = List.of(RATE.getFirst(), Metric.told("p99", "ms"));

    assertThat(FormerRuns.read(List.of(file), List.of(new Known("a", RATE), new Known("b", other))))
        .isEmpty();
  }

  @Test
  void a_file_that_is_none_is_named() throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "ratio 3");
    Path other = Files.writeString(directory.resolve("other"), "{\"rows\": 3}");

    for (Path file : List.of(text, other, directory.resolve("missing"))) {
      assertThatThrownBy(() -> FormerRuns.read(List.of(file), List.of()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void numbers_that_cannot_have_been_measured_are_refused() throws IOException {
    Path odd =
        Files.writeString(
            directory.resolve("odd"),
            """
            {"rows": [{"row": "a", "ours": [[0]], "baseline": [[1]], "metrics": [{}]}]}""");

    assertThatThrownBy(() -> FormerRuns.read(List.of(odd), List.of(new Known("a", RATE))))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("a is no result");
  }

  @Test
  void the_table_tells_the_ratio_of_before() {
    StringWriter text = new StringWriter();

    ResultTable.print(
        List.of(result("a", 1), result("new", 1)),
        List.of(result("a", 0.5)),
        new PrintWriter(text));

    assertThat(text.toString())
        .isEqualToNormalizingNewlines(
            """
            ROW  OURS         BASELINE     RATIO  SPREAD     GOAL   MET  BEFORE
            a    1,000 req/s  1,000 req/s  1.00   1.00–1.00  ≥ 0.8  yes  0.50
            new  1,000 req/s  1,000 req/s  1.00   1.00–1.00  ≥ 0.8  yes  –
            """);
  }

  private static Result result(String row, double ratio) {
    return new Result(
        row,
        "",
        RATE,
        List.of(Sample.of(1_000 * ratio)),
        List.of(Sample.of(1_000)),
        Optional.empty());
  }

  private Path write(String name, Result... results) throws IOException {
    byte[] json =
        ResultJson.of(
            List.of(results), List.of(), Machine.now(Instant.parse("2026-11-28T08:00:00Z")), false);
    return Files.write(directory.resolve(name), json);
  }
}
