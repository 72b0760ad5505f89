package io.orderwire.verify.read;

import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Partners who pause their endpoints for a while, and resume them: what came meanwhile is to come
 * then. One endpoint at a time; all are resumed in the end. For one thread.
 */
public final class Pauses implements Reader {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int LONGEST_SECONDS = 10;
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final HttpClient client;
  private final List<Endpoint> endpoints;
  private final Time time;
  private final Duration until;
  private final Recorder recorder;
  private final Random random;

  /**
   * Pauses none yet.
   *
   * @param recorder is told which endpoint rests
   * @param until since when none is paused any more
   */
  public Pauses(
      HttpClient client,
      List<Endpoint> endpoints,
      Recorder recorder,
      Time time,
      Duration until,
      long seed) {
    this.client = client;
    this.endpoints = List.copyOf(endpoints);
    this.recorder = recorder;
    this.time = time;
    this.until = until;
    this.random = new Random(seed);
  }

  /**
   * An endpoint of a partner.
   *
   * @param name its channel's
   * @param id what the partner calls it by
   */
  public record Endpoint(Partner partner, String name, String id) {}

  @Override
  public void run() throws InterruptedException {
    while (time.sleep(BETWEEN) && time.now().compareTo(until) < 0) {
      Endpoint endpoint = endpoints.get(random.nextInt(endpoints.size()));
      Duration lasting = Duration.ofSeconds(1 + random.nextInt(LONGEST_SECONDS));
      int rest = recorder.restBegan(endpoint.partner().id(), endpoint.name());
      // An answer that is lost may be that of a pause that has begun.
      var _ = isDone(endpoint, "pause");
      var _ = time.sleep(lasting);
      while (!isDone(endpoint, "resume") && time.sleep(AGAIN)) {}
      recorder.restEnded(rest);
    }
  }

  /** Whether the endpoint is so now; a conflict says that it was so before. */
  private boolean isDone(Endpoint endpoint, String action) throws InterruptedException {
    Partner partner = endpoint.partner();
    URI uri =
        partner.base().resolve("/v1/webhooks/endpoints/%s/%s".formatted(endpoint.id(), action));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Authorization", partner.authorization())
            .POST(BodyPublishers.noBody())
            .build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status == OK || status == CONFLICT;
    } catch (IOException e) {
      return false;
    }
  }
}
