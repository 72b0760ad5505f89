package io.orderwire.bench.rows;

import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Partners to whom events are published at a steady rate, each with a stream, and some that poll
 * too, wherever they are served. For one thread.
 */
final class Audience implements AutoCloseable {
  private final List<String> partners;
  private final int polling;
  private final Rotation rotation;
  private final Feed feed;
  private final HttpPublishing http;
  private final Followers followers;
  private final Pollers pollers;
  private volatile @Nullable Round round;
  private long published;

  /**
   * New partners, with their streams open.
   *
   * @param polling how many of them, the first, poll too
   * @param every how often they do
   * @param wait from how long a client was told to wait until it tries again, to how long it waits
   */
  Audience(
      LocalSystem system,
      List<String> partners,
      Rotation rotation,
      int polling,
      Duration every,
      UnaryOperator<Duration> wait)
      throws IOException, InterruptedException {
    this.partners = List.copyOf(partners);
    this.rotation = rotation;
    this.polling = polling;
    List<String> keys = new ArrayList<>();
    for (String partner : partners) {
      keys.add(system.addPartner(partner));
    }
    for (URI instance : rotation.all()) {
      Http api = new Http(instance, keys.getLast());
      Wait.until(
          "instances that know the partners",
          1,
          () -> api.raw("/v1/orders/events?limit=1").statusCode() == 200 ? 1 : 0);
    }
    feed = new Feed(system, Duration.ofMillis(5));
    http = new HttpPublishing(system, partners.size());
    followers = new Followers(rotation, keys, wait, number -> arrived(number, true));
    pollers =
        new Pollers(
            rotation, keys.subList(0, polling), every, wait, number -> arrived(number, false));
  }

  private void arrived(long number, boolean byStream) {
    Round now = round;
    if (now != null) {
      (byStream ? now.streamed() : now.polled()).take(number, System.nanoTime());
    }
  }

  /** Where clients connect. */
  Rotation rotation() {
    return rotation;
  }

  /** What clients of streams went through since this was last called. */
  Followers.Visits takeVisits() {
    return followers.takeVisits();
  }

  /** What came of polls since this was last called. */
  Pollers.Tries takeTries() {
    return pollers.takeTries();
  }

  /** Begins to publish, by the SDK. */
  Round publish(int perSecond) {
    return begin(
        perSecond,
        number -> feed.publisher().publish(Feed.event(partner(number), Numbers.order(number))));
  }

  /** Begins to publish, by the producer service. */
  Round publishByHttp(int perSecond) {
    return begin(
        perSecond,
        number ->
            http.publish((int) (number % partners.size()), partner(number), Numbers.order(number)));
  }

  private Round begin(int perSecond, Traffic.Way way) {
    takeVisits();
    takeTries();
    Round begun = new Round(perSecond, published, partners.size(), polling);
    round = begun;
    begun.begin(way);
    return begun;
  }

  /** Ends a round when all of its events have come, each once and in order; gives their number. */
  int end(Round ending) throws IOException, InterruptedException {
    int events = ending.end();
    published += events;
    return events;
  }

  private String partner(long number) {
    return partners.get((int) (number % partners.size()));
  }

  @Override
  public void close() {
    followers.close();
    pollers.close();
    http.close();
    feed.close();
  }
}
