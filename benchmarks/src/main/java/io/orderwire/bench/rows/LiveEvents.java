package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Partners with open streams, to whom events with numbers are published by the SDK. For one thread.
 */
final class LiveEvents implements AutoCloseable {
  /** All are due at once; only their count is of interest. */
  private static final int NO_RATE = 1_000_000_000;

  private final LocalSystem system;
  private final EventStreams streams;
  private final Feed feed;
  private final List<String> partners = new ArrayList<>();
  private final int each;
  private volatile @Nullable Round round;
  private long published;

  /** A round: its first number, and what is known of its events. */
  private record Round(long first, Schedule schedule) {}

  /**
   * New partners, each with so many open streams.
   *
   * @param linger how long the SDK gathers events
   */
  LiveEvents(Stage stage, String what, int partners, int each, Duration linger)
      throws IOException, InterruptedException {
    this.system = stage.system();
    this.each = each;
    feed = new Feed(system, linger);
    streams = new EventStreams(system.partnersUrl().getPort(), partners, this::arrived);
    try {
      for (int n = 0; n < partners; n++) {
        this.partners.add(stage.newName(what));
        String key = system.addPartner(this.partners.getLast());
        for (int stream = 0; stream < each; stream++) {
          streams.open(EventStreams.ours(key), n);
        }
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The id of a partner. */
  String partner(long n) {
    return partners.get((int) (n % partners.size()));
  }

  /**
   * Publishes so many events at a rate and waits until all have come to all streams.
   *
   * @param count a multiple of the number of partners
   */
  Schedule publish(int perSecond, int count) throws IOException, InterruptedException {
    Schedule schedule = begin(perSecond);
    for (int n = 0; n < count; n++) {
      schedule.awaitDue(n);
      // What fails is missing in the count.
      var _ = feed.publisher().publish(Feed.event(partner(n), Numbers.order(published + n)));
    }
    return finish(schedule, count);
  }

  /**
   * Halts the adapter, publishes so many events of each partner, waits until they are sequenced,
   * and lets the adapter go on.
   *
   * @return how many events a second came to sockets from then on
   */
  double drain(int ofEach) throws IOException, InterruptedException {
    int count = ofEach * partners.size();
    Schedule schedule = begin(NO_RATE);
    try (TopicReader history =
        new TopicReader(system.bootstrapServers(), TopicCatalogue.HISTORY.topicName())) {
      system.adapter().halt();
      try {
        feed.publish(count, n -> Feed.event(partner(n), Numbers.order(published + n)));
        var _ = history.read(count, 0, one -> HistoryKeys.sequence(one.key()) > 0, one -> {});
      } finally {
        system.adapter().goOn();
      }
    }
    long began = System.nanoTime();
    finish(schedule, count);
    return count * (double) each / ((schedule.last() - began) / 1e9);
  }

  private Schedule begin(int perSecond) {
    Schedule schedule = new Schedule(perSecond);
    round = new Round(published, schedule);
    return schedule;
  }

  private Schedule finish(Schedule schedule, int count) throws IOException, InterruptedException {
    long expected = (long) count * each;
    Wait.until("events", expected, () -> schedule.count() + streams.wrong());
    RowFailedException.requireCount("events", expected, schedule.count());
    RowFailedException.requireCount("events out of turn", 0, streams.wrong());
    published += count;
    return schedule;
  }

  private void arrived(long number) {
    Round now = round;
    if (now != null) {
      now.schedule().arrived(number - now.first());
    }
  }

  @Override
  public void close() {
    streams.close();
    feed.close();
  }
}
