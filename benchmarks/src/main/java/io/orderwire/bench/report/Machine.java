package io.orderwire.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What numbers were measured on.
 *
 * @param facts by name, in the order in which they are told
 */
public record Machine(Map<String, Object> facts) {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  /**
   * This machine now. The load is that before the run: where others work on the machine, it says
   * so.
   */
  public static Machine now(Instant now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("measured_at", now.toString());
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("processor", processor());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.version"));
    facts.put(
        "load_average_before", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return new Machine(facts);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(CPUS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | UncheckedIOException e) {
      return "unknown";
    }
  }
}
