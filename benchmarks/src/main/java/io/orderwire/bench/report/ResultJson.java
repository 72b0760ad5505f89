package io.orderwire.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderwire.bench.micro.MicroResult;
import io.orderwire.bench.suite.Result;
import io.orderwire.bench.suite.Sample;
import java.io.IOException;
import java.util.List;

/** Results as a JSON document, with every round's values. */
public final class ResultJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultJson() {}

  /**
   * The document, in UTF-8.
   *
   * @param micros of inner parts, or none
   */
  public static byte[] of(
      List<Result> results, List<MicroResult> micros, Machine machine, boolean quick)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.set("machine", JSON.valueToTree(machine.facts()));
    json.put("quick", quick);
    ArrayNode rows = json.putArray("rows");
    for (Result result : results) {
      ObjectNode row = rows.addObject();
      row.put("row", result.row()).put("title", result.title());
      result.failure().ifPresent(why -> row.put("failure", why));
      row.set("ours", samples(result.ours()));
      row.set("baseline", samples(result.baseline()));
      ArrayNode metrics = row.putArray("metrics");
      result.lines().forEach(line -> add(metrics.addObject(), line));
    }
    if (!micros.isEmpty()) {
      ArrayNode parts = json.putArray("micro");
      micros.forEach(micro -> add(parts.addObject(), micro));
    }
    return JSON.writeValueAsBytes(json);
  }

  private static ArrayNode samples(List<Sample> samples) {
    return JSON.valueToTree(samples.stream().map(Sample::values).toList());
  }

  private static void add(ObjectNode json, MicroResult result) {
    json.put("part", result.micro().name()).put("title", result.micro().title());
    add(json.putObject("ours"), result.ours());
    add(json.putObject("baseline"), result.baseline());
    json.put("ratio", result.ratio());
  }

  private static void add(ObjectNode json, MicroResult.Side side) {
    json.put("ns_per_op", side.nanos());
    if (!Double.isNaN(side.error())) {
      json.put("ns_error", side.error());
    }
    json.put("bytes_per_op", side.bytes());
  }

  private static void add(ObjectNode json, Result.Line line) {
    json.put("name", line.metric().name())
        .put("unit", line.metric().unit())
        .put("ours", line.ours())
        .put("baseline", line.baseline())
        .put("ratio", line.ratio())
        .put("lowest_ratio", line.lowest())
        .put("highest_ratio", line.highest());
    line.metric().goal().ifPresent(goal -> json.put("goal", goal.toString()));
    line.met().ifPresent(met -> json.put("met", met));
  }
}
