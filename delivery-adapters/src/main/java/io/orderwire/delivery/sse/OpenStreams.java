package io.orderwire.delivery.sse;

import io.orderwire.delivery.subscription.LiveSubscriptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open now, those included that wait until they can begin. Safe for use by
 * many threads.
 */
public final class OpenStreams implements LiveSubscriptions {
  private static final String CHANNEL = "sse";

  private final Map<String, Set<Connection>> byPartner = new ConcurrentHashMap<>();
  private final int limit;
  private volatile boolean closing;

  /** With at most so many connections a partner. */
  public OpenStreams(int limit) {
    this.limit = limit;
  }

  /** One connection. */
  static final class Connection {
    private final Thread thread;
    private volatile @Nullable StreamLoop loop;

    /** One that waits until the history can be read. */
    Connection(Thread thread) {
      this.thread = thread;
    }

    /** From now on this loop runs in its thread. */
    void runs(StreamLoop running) {
      loop = running;
    }

    private Optional<Live> live() {
      return Optional.ofNullable(loop).map(running -> new Live(CHANNEL, running.position()));
    }
  }

  /** Counts one more; false where the partner has as many as it may. */
  boolean open(String partnerId, Connection connection) {
    boolean[] opened = {false};
    byPartner.compute(
        partnerId,
        (id, known) -> {
          Set<Connection> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          opened[0] = all.size() < limit && all.add(connection);
          return all.isEmpty() ? null : all;
        });
    return opened[0];
  }

  /** Counts one less. */
  void close(String partnerId, Connection connection) {
    byPartner.computeIfPresent(
        partnerId,
        (id, all) -> {
          all.remove(connection);
          return all.isEmpty() ? null : all;
        });
  }

  /** How many connections there are. */
  public int count() {
    return byPartner.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public List<Live> of(String partnerId) {
    return byPartner.getOrDefault(partnerId, Set.of()).stream()
        .flatMap(connection -> connection.live().stream())
        .toList();
  }

  /** Asks all connections to end, and those that come. */
  public void closeAll() {
    closing = true;
    byPartner.values().forEach(all -> all.forEach(one -> one.thread.interrupt()));
  }

  boolean isClosing() {
    return closing;
  }
}
