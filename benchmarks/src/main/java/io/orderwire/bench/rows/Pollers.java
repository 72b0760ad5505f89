package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderwire.bench.suite.RowFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Clients that poll, one for each partner, each as often as it is told. What fails they ask again,
 * after the time that the guide for partners says, or sooner.
 */
final class Pollers implements AutoCloseable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final Rotation rotation;
  private final Duration every;
  private final UnaryOperator<Duration> wait;
  private final LongConsumer arrivals;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWERED_WITHIN)
          .build();
  private final ObjectMapper json = new ObjectMapper();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;
  private Tries tries = new Tries();

  /**
   * Begins with what comes next.
   *
   * @param wait from how long the guide says that a client is to wait, to how long it waits
   * @param arrivals takes each event's number, in any thread
   */
  Pollers(
      Rotation rotation,
      List<String> keys,
      Duration every,
      UnaryOperator<Duration> wait,
      LongConsumer arrivals)
      throws IOException, InterruptedException {
    this.rotation = rotation;
    this.every = every;
    this.wait = wait;
    this.arrivals = arrivals;
    for (String key : keys) {
      String newest = ask(key, "/v1/orders/events?limit=1").path("newest_cursor").asText();
      threads.add(Thread.ofVirtual().unstarted(() -> follow(key, newest)));
    }
    takeTries();
    threads.forEach(Thread::start);
  }

  /** What came of polls. */
  static final class Tries {
    private final Map<String, Integer> failures = new TreeMap<>();
    private long polls;
    private long failed;
    private long longest = 1;

    /** How many of all polls were answered at the first try, in percent. */
    synchronized double atFirstTry() {
      return polls == 0 ? 100 : 100.0 * (polls - failed) / polls;
    }

    /** The longest time that a poll took with all of its tries, in seconds. */
    synchronized double longest() {
      return longest / 1e9;
    }

    @Override
    public synchronized String toString() {
      return "%,d of %,d polls needed another try, the longest took %.2f s in all; %s"
          .formatted(failed, polls, longest(), failures);
    }

    private synchronized void failed(String why) {
      failures.merge(why, 1, Integer::sum);
    }

    private synchronized void answered(int tries, long nanos) {
      polls++;
      failed += tries > 1 ? 1 : 0;
      longest = Math.max(longest, nanos);
    }
  }

  /** What came of polls since this was last called. */
  synchronized Tries takeTries() {
    Tries past = tries;
    tries = new Tries();
    return past;
  }

  private synchronized Tries tries() {
    return tries;
  }

  private void follow(String key, String newest) {
    String cursor = newest;
    try {
      while (!closed) {
        JsonNode page = ask(key, "/v1/orders/events?limit=1000&newer_than=" + cursor);
        for (JsonNode event : page.path("events")) {
          arrivals.accept(Numbers.in(event.path("order_id").asText()));
        }
        cursor = page.path("cursor").asText();
        if (!page.path("has_more").asBoolean()) {
          TimeUnit.NANOSECONDS.sleep(every.toNanos());
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private JsonNode ask(String key, String path) throws InterruptedException {
    long begun = System.nanoTime();
    for (int n = 1; ; n++) {
      Duration told;
      URI instance = rotation.next();
      try {
        HttpResponse<byte[]> answer =
            client.send(
                HttpRequest.newBuilder(instance.resolve(path))
                    .header("Authorization", "Bearer " + key)
                    .timeout(ANSWERED_WITHIN)
                    .build(),
                BodyHandlers.ofByteArray());
        JsonNode body = json.readTree(answer.body());
        if (answer.statusCode() == OK) {
          tries().answered(n, System.nanoTime() - begun);
          return body;
        }
        String why = answer.statusCode() + " " + body.path("code").asText();
        tries().failed(why);
        told =
            Duration.ofSeconds(
                answer
                    .headers()
                    .firstValueAsLong("Retry-After")
                    .orElseThrow(() -> new RowFailedException("A poll was answered " + why)));
      } catch (IOException e) {
        if (closed) {
          throw new InterruptedException();
        }
        tries().failed(e.getClass().getSimpleName());
        told = backOff(n);
      }
      TimeUnit.NANOSECONDS.sleep(wait.apply(told).toNanos());
    }
  }

  /** 1 s, then 2, 4, and so on, with some chance in it. */
  private static Duration backOff(int failures) {
    double seconds = Math.min(LONGEST_WAIT_SECONDS, Math.pow(2, failures - 1));
    double chance = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
    return Duration.ofNanos((long) (seconds * chance * 1e9));
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    client.shutdownNow();
  }
}
