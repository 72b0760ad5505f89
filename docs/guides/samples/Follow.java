import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Follows a history over Server-Sent Events and forgets nothing over restarts: the last processed
 * id is in a file. Needs JDK 17 and no library.
 *
 * <p>Usage: ORDERWIRE_KEY=ow_… java Follow.java http://127.0.0.1:8080 cursor.txt
 */
class Follow {
  public static void main(String[] args) throws Exception {
    URI base = URI.create(args[0]);
    Path cursorFile = Path.of(args[1]);
    HttpClient http =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    Duration retry = Duration.ofSeconds(2);
    while (true) {
      try {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(base.resolve("/v1/orders/events/stream" + start(cursorFile)))
                .header("Authorization", "Bearer " + System.getenv("ORDERWIRE_KEY"));
        HttpResponse<java.io.InputStream> response =
            http.send(request.build(), BodyHandlers.ofInputStream());
        switch (response.statusCode()) {
          case 200 -> retry = read(response, cursorFile, retry);
          case 429, 503 ->
              retry =
                  Duration.ofSeconds(
                      response.headers().firstValueAsLong("Retry-After").orElse(5));
          default -> { // It will not pass: a person has to look.
            System.err.println(new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            System.exit(1);
          }
        }
      } catch (IOException e) {
        System.err.println("connection lost (" + e.getMessage() + "), connecting again");
      }
      Thread.sleep(retry.toMillis());
    }
  }

  /** After the last processed item, or from the very first on. */
  private static String start(Path cursorFile) throws IOException {
    return Files.exists(cursorFile)
        ? "?last_event_id=" + Files.readString(cursorFile).strip()
        : "?since=1970-01-01T00:00:00Z";
  }

  private static Duration read(
      HttpResponse<java.io.InputStream> response, Path cursorFile, Duration retry)
      throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = null;
      String event = "";
      String data = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          event = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data = line.substring(5).strip();
        } else if (line.startsWith("retry:")) {
          retry = Duration.ofMillis(Long.parseLong(line.substring(6).strip()));
        } else if (line.isEmpty()) { // The end of a block; one that is cut off does not count.
          if (data != null && !event.equals("goaway")) {
            process(data);
          }
          if (id != null) {
            save(cursorFile, id); // After processing, so that nothing is lost.
          }
          event = "";
          data = null;
        }
      }
    }
    return retry;
  }

  /** Here goes your own code. It may see an item again if the program dies before the next line. */
  private static void process(String item) {
    System.out.println(item);
  }

  /** All or nothing: written beside, then moved over. */
  private static void save(Path cursorFile, String id) throws IOException {
    Path beside = cursorFile.resolveSibling(cursorFile.getFileName() + ".new");
    Files.writeString(beside, id);
    Files.move(
        beside, cursorFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
