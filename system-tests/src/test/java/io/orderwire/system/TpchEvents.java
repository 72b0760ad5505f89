package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Order events derived from TPC-H's data, in the file's order; partners carry a suffix, so that
 * several tests can use the same file.
 */
public final class TpchEvents {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> lines;

  private TpchEvents(List<String> lines) {
    this.lines = lines;
  }

  /** The committed slice, or the file that the system property {@code orderwire.tpch} names. */
  public static TpchEvents load(String partnerSuffix) {
    String file = System.getProperty("orderwire.tpch", "");
    try (InputStream gz =
            file.isEmpty()
                ? Objects.requireNonNull(
                    TpchEvents.class.getResourceAsStream("/tpch-slice.ndjson.gz"))
                : Files.newInputStream(Path.of(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(gz), UTF_8))) {
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        ObjectNode event = (ObjectNode) JSON.readTree(line);
        event.put("partner_id", event.path("partner_id").asString() + partnerSuffix);
        lines.add(JSON.writeValueAsString(event));
      }
      return new TpchEvents(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("reading TPC-H events", e);
    }
  }

  /** The events as one NDJSON text. */
  public String ndjson() {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  /** How many. */
  public int size() {
    return lines.size();
  }

  /** Each partner's events, in order. */
  public Map<String, List<JsonNode>> byPartner() {
    return lines.stream()
        .map(JSON::readTree)
        .collect(
            Collectors.groupingBy(
                event -> event.path("partner_id").asString(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /** The sum of all totals. */
  BigDecimal totals() {
    return sumOfTotals(lines.stream().map(JSON::readTree).toList());
  }

  /** The sum of the totals of what is of type order.created. */
  static BigDecimal sumOfTotals(List<JsonNode> eventsOrItems) {
    return eventsOrItems.stream()
        .filter(event -> event.path("type").asString().equals("order.created"))
        .map(event -> new BigDecimal(event.path("data").path("total").asString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
