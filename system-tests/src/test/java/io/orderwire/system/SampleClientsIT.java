package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample clients of the guide for partners see everything once, over restarts of both sides.
 */
class SampleClientsIT {
  private static final Path SAMPLES =
      Path.of(System.getProperty("orderwire.root"), "docs", "guides", "samples");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final LocalSystem system = LocalSystem.shared();
  @TempDir private Path directory;

  @Test
  void java_over_sse() throws Exception {
    check("sample-java", JAVA, SAMPLES.resolve("Follow.java").toString());
  }

  @Test
  void javascript_by_long_polling() throws Exception {
    check("sample-js", "node", SAMPLES.resolve("follow.mjs").toString());
  }

  @Test
  void curl_by_long_polling() throws Exception {
    check("sample-curl", "bash", SAMPLES.resolve("follow.sh").toString());
  }

  private void check(String partnerId, String... command) throws Exception {
    String key = system.newKey(partnerId);
    Path cursor = directory.resolve("cursor.txt");
    List<Long> seen = new CopyOnWriteArrayList<>();
    post(partnerId, 1, 3);
    Process first = start(key, cursor, seen, command);
    try {
      awaitSeen(seen, 3);
      post(partnerId, 4, 6);
      awaitSeen(seen, 6);
      // The cursor is saved after the item was shown; what follows must not come again.
      String newest = new PartnerApi(system.partners().withToken(key)).page("?limit=1").cursor();
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> Files.readString(cursor).strip().equals(newest));
    } finally {
      kill(first);
    }
    post(partnerId, 7, 9);
    Process second = start(key, cursor, seen, command);
    try {
      awaitSeen(seen, 9);
    } finally {
      kill(second);
    }
    assertThat(seen).containsExactlyElementsOf(Histories.sequences(9));
  }

  private static void awaitSeen(List<Long> seen, int count) {
    await().atMost(Duration.ofMinutes(1)).until(() -> seen.size() >= count);
  }

  private Process start(String key, Path cursor, List<Long> seen, String... command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command[0], command[1], system.partners().base(), cursor.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("ORDERWIRE_KEY", key);
    Process process = builder.start();
    Thread.ofVirtual().name("sample-output").start(() -> read(process, seen));
    return process;
  }

  private static void read(Process process, List<Long> seen) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.add(JsonMapper.shared().readTree(line).path("sequence").asLong());
      }
    } catch (IOException e) {
      // The process was killed.
    }
  }

  /** With its children, as a shell has them. */
  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private void post(String partnerId, int from, int to) {
    IntStream.rangeClosed(from, to)
        .mapToObj(n -> SampleEvents.created(partnerId, "ord-" + n, UUID.randomUUID()))
        .forEach(event -> SampleEvents.post(system, event));
  }
}
