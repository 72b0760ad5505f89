package io.orderwire.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.suite.Result;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link ResultJson} wrote. */
public final class FormerRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FormerRuns() {}

  /**
   * The results in these files, in the order of the rows; of a row that is in more than one, those
   * of the last file. Goals are today's. A row that there is no more, or that has other numbers
   * now, is left out.
   *
   * @throws CommandFailure for a file that is not there or is no document of results, and for
   *     numbers that cannot have been measured
   */
  public static List<Result> read(List<Path> files, List<Row> rows) throws IOException {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    for (Path file : files) {
      for (JsonNode row : document(file)) {
        byName.put(row.path("row").asText(), row);
      }
    }
    List<Result> results = new ArrayList<>();
    for (Row row : rows) {
      JsonNode former = byName.get(row.name());
      if (former != null && former.path("metrics").size() == row.metrics().size()) {
        results.add(result(row, former));
      }
    }
    return results;
  }

  private static Result result(Row row, JsonNode former) {
    try {
      return new Result(
          row.name(),
          row.title(),
          row.metrics(),
          samples(former.path("ours")),
          samples(former.path("baseline")),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "What is told of " + row.name() + " is no result: " + e.getMessage() + ".", e);
    }
  }

  private static JsonNode document(Path file) throws IOException {
    try {
      JsonNode rows = JSON.readTree(Files.readAllBytes(file)).path("rows");
      if (rows.isArray()) {
        return rows;
      }
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + " is not there.", e);
    } catch (JsonProcessingException e) {
      throw new CommandFailure(file + " is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new CommandFailure(file + " is no document that --json has written: no rows.");
  }

  private static List<Sample> samples(JsonNode values) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode sample : values) {
      List<Double> numbers = new ArrayList<>();
      sample.forEach(number -> numbers.add(number.asDouble()));
      samples.add(new Sample(numbers));
    }
    return samples;
  }
}
