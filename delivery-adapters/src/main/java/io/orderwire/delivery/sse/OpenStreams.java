package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.subscription.LiveSubscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open now, those included that wait until they can begin. Safe for use by
 * many threads.
 */
public final class OpenStreams implements LiveSubscriptions {
  private static final String CHANNEL = "sse";

  /** How long clients that do not read hold up the end of the service. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Map<String, Partner> byPartner = new ConcurrentHashMap<>();
  private final History history;
  private final int limit;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private volatile boolean closing;
  private volatile long closingSince;
  private volatile int openAtClosing;

  /**
   * None.
   *
   * @param limit how many connections a partner may have
   * @param executor runs short tasks that do not block
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public OpenStreams(History history, int limit, Executor executor, LongSupplier nanoTime) {
    this.history = history;
    this.limit = limit;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** What is known of a partner with connections. Its count is changed under the map's lock. */
  private static final class Partner {
    private final PartnerStreams streams;
    private final History.Watch watch;
    private int count;

    private Partner(PartnerStreams streams, History.Watch watch) {
      this.streams = streams;
      this.watch = watch;
    }
  }

  /** Room for one connection. */
  final class Room {
    private final String partnerId;
    private final PartnerStreams streams;

    private Room(String partnerId, PartnerStreams streams) {
      this.partnerId = partnerId;
      this.streams = streams;
    }

    /** Lets the connection take its turns from now on; the room is free when it has ended. */
    void take(LiveStream stream) {
      streams.add(stream);
    }

    /** Asks for a turn of the connection. */
    void wake() {
      streams.wake();
    }

    /** Gives the room back where no connection took it. */
    void free() {
      close(partnerId);
    }
  }

  /** Room for one more; empty where the partner has as many as it may. */
  Optional<Room> room(String partnerId) {
    boolean[] isThere = {false};
    Partner partner =
        byPartner.compute(
            partnerId,
            (id, known) -> {
              Partner one = known == null ? begin(id) : known;
              isThere[0] = one.count < limit;
              one.count += isThere[0] ? 1 : 0;
              return one;
            });
    return isThere[0] && partner != null
        ? Optional.of(new Room(partnerId, partner.streams))
        : Optional.empty();
  }

  private Partner begin(String partnerId) {
    PartnerStreams streams =
        new PartnerStreams(partnerId, executor, nanoTime, ended -> close(partnerId, ended));
    return new Partner(streams, history.watch(partnerId, streams::changed));
  }

  private void close(String partnerId, LiveStream ended) {
    Partner partner = byPartner.get(partnerId);
    if (partner != null) {
      partner.streams.remove(ended);
    }
    close(partnerId);
  }

  private void close(String partnerId) {
    byPartner.computeIfPresent(
        partnerId,
        (id, one) -> {
          one.count--;
          if (one.count > 0) {
            return one;
          }
          one.watch.close();
          return null;
        });
  }

  /** How many connections there are. */
  public int count() {
    return byPartner.values().stream().mapToInt(partner -> partner.count).sum();
  }

  /** How many may have to come back at the same time. */
  int mostAtOnce() {
    return Math.max(count(), openAtClosing);
  }

  @Override
  public List<Live> of(String partnerId) {
    @Nullable Partner partner = byPartner.get(partnerId);
    return partner == null
        ? List.of()
        : partner.streams.all().stream()
            .flatMap(stream -> stream.position().stream())
            .map(position -> new Live(CHANNEL, position))
            .toList();
  }

  /** Gives connections their turn whose time has come. To be called ten times a second. */
  void tick() {
    long now = nanoTime.getAsLong();
    boolean late = closing && now - closingSince > LAST_WORDS.toNanos();
    for (Partner partner : byPartner.values()) {
      partner.streams.tick(now);
      if (late) {
        partner.streams.all().forEach(LiveStream::abandon);
      }
    }
  }

  /** Asks all connections to end, and those that come. */
  public void closeAll() {
    closingSince = nanoTime.getAsLong();
    openAtClosing = count();
    closing = true;
    byPartner.values().forEach(partner -> partner.streams.changed());
  }

  boolean isClosing() {
    return closing;
  }
}
