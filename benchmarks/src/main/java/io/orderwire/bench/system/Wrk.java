package io.orderwire.bench.system;

import io.orderwire.bench.suite.RowFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The load generator wrk: sends requests in turn over connections that are kept, as fast as they
 * are answered.
 */
public final class Wrk {
  private static final Pattern RESULT =
      Pattern.compile(
          "orderwire requests=(\\d+) bytes=(\\d+) micros=(\\d+) failed=(\\d+) p99=(\\d+)");

  private final Path program;
  private final Path directory;

  /** Writes its script into a directory. */
  public Wrk(Path directory) throws IOException {
    this.program = require();
    this.directory = Files.createDirectories(directory);
    try (InputStream script = Wrk.class.getResourceAsStream("/requests.lua")) {
      Files.write(directory.resolve("requests.lua"), Objects.requireNonNull(script).readAllBytes());
    }
  }

  /** Where it is; fails with the package that has it where it is missing. */
  public static Path require() {
    return Command.find("wrk", "wrk");
  }

  /**
   * A request to be sent.
   *
   * @param headers lines without their ends
   */
  public record Request(String path, List<String> headers) {
    private String text(int port) {
      return headers.stream()
          .map(header -> header + "\r\n")
          .collect(
              Collectors.joining(
                  "", "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n", "\r\n"));
    }
  }

  /**
   * What came of a run.
   *
   * @param perSecond answers a second
   * @param bytesEach bytes of an answer with its head, on average
   * @param p99 in milliseconds, of the time from a request to its answer
   */
  public record Load(double perSecond, double bytesEach, double p99) {}

  /**
   * Sends them in turn for some time.
   *
   * @param connections how many, each with one request at once
   * @throws RowFailedException if a request got no answer, or one of status 400 or more
   */
  public Load run(int port, List<Request> requests, int connections, Duration time)
      throws IOException, InterruptedException {
    Path file = directory.resolve("requests.txt");
    // Requests have no blank but at their end, so that separates them.
    Files.writeString(
        file, requests.stream().map(request -> request.text(port)).collect(Collectors.joining()));
    String output =
        Command.run(
            List.of(
                program.toString(),
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "10s",
                "-s",
                directory.resolve("requests.lua").toString(),
                "http://127.0.0.1:" + port,
                "--",
                file.toString()));
    return parse(output);
  }

  /** Reads what the script prints at the end. */
  static Load parse(String output) {
    Matcher found = RESULT.matcher(output);
    if (!found.find()) {
      throw new RowFailedException("wrk gave no result: " + output);
    }
    long requests = Long.parseLong(found.group(1));
    if (requests == 0 || !found.group(4).equals("0")) {
      throw new RowFailedException(
          String.format(Locale.ROOT, "%s of %,d requests failed", found.group(4), requests));
    }
    return new Load(
        requests * 1e6 / Long.parseLong(found.group(3)),
        (double) Long.parseLong(found.group(2)) / requests,
        Long.parseLong(found.group(5)) / 1e3);
  }
}
