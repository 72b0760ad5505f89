package io.orderwire.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.micro.Micro;
import io.orderwire.bench.micro.MicroResult;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Result;
import io.orderwire.bench.suite.Sample;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
  private final List<Result> results =
      List.of(
          new Result(
              "webhooks",
              "signed",
              List.of(Metric.atLeast(0.8, "", "req/s")),
              List.of(Sample.of(9_000), Sample.of(11_000)),
              List.of(Sample.of(20_000), Sample.of(20_000)),
              Optional.empty()),
          new Result(
              "latency",
              "produce <to> socket",
              List.of(Metric.atMost(2.5, "p50", "ms"), Metric.told("p99.9", "ms")),
              List.of(Sample.of(2.5, 20)),
              List.of(Sample.of(1.25, 10)),
              Optional.empty()),
          new Result(
              "ingest",
              "over HTTP",
              List.of(Metric.atLeast(0.5, "", "ev/s")),
              List.of(),
              List.of(),
              Optional.of("3 events, not 4")));
  private final MicroResult part =
      new MicroResult(
          new Micro("scan", "a.Scan", "bytes against a tree"),
          new MicroResult.Side(1_500.4, 20, 64),
          new MicroResult.Side(3_000.8, Double.NaN, 1_024));

  @Test
  void the_table_has_a_line_for_each_metric_and_says_what_failed() {
    StringWriter text = new StringWriter();

    ResultTable.print(results, List.of(), new PrintWriter(text));

    assertThat(text.toString())
        .isEqualToNormalizingNewlines(
            """
            ROW            OURS          BASELINE      RATIO  SPREAD     GOAL   MET
            webhooks       10,000 req/s  20,000 req/s  0.50   0.45–0.55  ≥ 0.8  no
            latency p50    2.50 ms       1.25 ms       2.00   2.00–2.00  ≤ 2.5  yes
            latency p99.9  20.00 ms      10.00 ms      2.00   2.00–2.00  –      –
            ingest         –             –             –      –          –      failed

            ingest failed: 3 events, not 4
            """);
  }

  @Test
  void parts_have_their_times_with_the_error_and_what_they_allocate() {
    StringWriter text = new StringWriter();

    MicroTable.print(List.of(part), new PrintWriter(text));

    assertThat(text.toString())
        .isEqualToNormalizingNewlines(
            """
            PART  OURS ns/op  BASELINE ns/op  RATIO  OURS B/op  BASELINE B/op
            scan  1,500 ± 20  3,001           0.50   64         1,024
            """);
  }

  @Test
  void the_json_has_every_value_and_the_machine() throws Exception {
    byte[] bytes =
        ResultJson.of(
            results, List.of(part), Machine.now(Instant.parse("2026-11-28T08:00:00Z")), true);

    JsonNode json = new ObjectMapper().readTree(bytes);
    assertThat(json.path("machine").path("measured_at").asText()).isEqualTo("2026-11-28T08:00:00Z");
    assertThat(json.path("machine").path("processors").asInt()).isPositive();
    assertThat(json.path("machine").has("load_average_before")).isTrue();
    assertThat(json.path("quick").asBoolean()).isTrue();
    JsonNode webhooks = json.path("rows").path(0);
    assertThat(webhooks.path("ours")).hasToString("[[9000.0],[11000.0]]");
    assertThat(webhooks.path("baseline")).hasToString("[[20000.0],[20000.0]]");
    JsonNode metric = webhooks.path("metrics").path(0);
    assertThat(metric.path("ratio").asDouble()).isEqualTo(0.5);
    assertThat(metric.path("lowest_ratio").asDouble()).isEqualTo(0.45);
    assertThat(metric.path("highest_ratio").asDouble()).isEqualTo(0.55);
    assertThat(metric.path("goal").asText()).isEqualTo("≥ 0.8");
    assertThat(metric.path("met").asBoolean(true)).isFalse();
    JsonNode told = json.path("rows").path(1).path("metrics").path(1);
    assertThat(told.has("goal")).isFalse();
    assertThat(told.has("met")).isFalse();
    assertThat(json.path("rows").path(2).path("failure").asText()).isEqualTo("3 events, not 4");
    assertThat(json.path("micro").path(0))
        .hasToString(
            """
            {"part":"scan","title":"bytes against a tree",\
            "ours":{"ns_per_op":1500.4,"ns_error":20.0,"bytes_per_op":64.0},\
            "baseline":{"ns_per_op":3000.8,"bytes_per_op":1024.0},"ratio":0.5}""");
  }

  @Test
  void the_picture_is_xml_with_a_bar_for_each_metric() throws Exception {
    String svg = ResultSvg.of(results);

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    // The first is the ground.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3);
    assertThat(svg).contains("latency p99.9").contains("0.50 (goal ≥ 0.8): 10,000 req/s");
  }

  @Test
  void a_picture_of_nothing_is_one_too() {
    assertThat(ResultSvg.of(List.of())).startsWith("<svg ").endsWith("</svg>\n");
  }
}
