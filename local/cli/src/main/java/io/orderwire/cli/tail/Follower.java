package io.orderwire.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.Trust;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows one history over SSE for as long as its thread is not interrupted: after a lost
 * connection, a {@code goaway} or a busy server it goes on where it was.
 */
final class Follower {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI base;
  private final String key;
  private final Pauses pauses;
  private final Consumer<String> items;
  private final Consumer<String> notices;

  /**
   * A follower.
   *
   * @param items takes each item's JSON
   * @param notices takes sentences for people
   * @param trust how the server is spoken to
   */
  Follower(
      URI base,
      String key,
      Pauses pauses,
      Consumer<String> items,
      Consumer<String> notices,
      Trust trust) {
    this.http = trust.client();
    this.base = base;
    this.key = key;
    this.pauses = pauses;
    this.items = items;
    this.notices = notices;
  }

  /** Waits. */
  @FunctionalInterface
  interface Pauses {
    /** Blocks for this long. */
    void pause(Duration duration) throws InterruptedException;
  }

  /**
   * Follows from a place.
   *
   * @param from {@code start}, {@code now}, or the id of an item
   * @throws CommandFailure when the server refuses for good
   */
  void follow(String from) throws InterruptedException {
    String lastEventId = from.equals("start") || from.equals("now") ? "" : from;
    String query = from.equals("start") ? "?since=" + encode("1970-01-01T00:00:00Z") : "";
    Duration pause = FIRST_PAUSE;
    boolean lost = false;
    while (true) {
      SseParser parser = new SseParser(lastEventId);
      boolean reached = false;
      try {
        reached = connection(lastEventId, lastEventId.isEmpty() ? query : "", parser, lost);
      } catch (IOException e) {
        if (!lost) {
          notices.accept("Lost " + base + "; trying again until it is back.");
        }
        lost = true;
      }
      if (!parser.lastEventId().isEmpty() && !parser.lastEventId().equals(lastEventId)) {
        lastEventId = parser.lastEventId();
        reached = true;
      }
      lost = lost && !reached;
      pause = reached ? FIRST_PAUSE : longer(pause);
      pauses.pause(pause);
    }
  }

  /** One connection; returns whether it was a stream. */
  private boolean connection(String lastEventId, String query, SseParser parser, boolean lost)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/v1/orders/events/stream" + query))
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 429 || response.statusCode() / 100 == 5) {
        return false;
      }
      if (response.statusCode() != 200) {
        byte[] problem = body.readNBytes(65_536);
        throw new CommandFailure(
            refusal(response.statusCode(), new String(problem, StandardCharsets.UTF_8)));
      }
      if (lost) {
        notices.accept("Back at " + base + "; going on.");
      }
      read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), parser);
      return true;
    }
  }

  private void read(BufferedReader lines, SseParser parser) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Optional<SseParser.Message> message = parser.line(line);
      if (message.isEmpty()) {
        continue;
      }
      switch (message.get().event()) {
        case "goaway" -> {
          return;
        }
        case "error" -> throw new CommandFailure(refusal(200, message.get().data()));
        default -> items.accept(message.get().data());
      }
    }
  }

  private static String refusal(int status, String problem) {
    try {
      JsonNode json = JSON.readTree(problem);
      String detail = json.path("detail").asText(json.path("title").asText());
      if (!detail.isEmpty()) {
        return detail + " (" + json.path("code").asText("HTTP " + status) + ")";
      }
    } catch (JsonProcessingException e) {
      // Not a problem document: the status is all there is to say.
    }
    return "The delivery API answered HTTP " + status + ".";
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
