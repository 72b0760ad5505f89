package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest items of all partners in memory, bounded by bytes in all: what was put first goes
 * first, however often it is read, since whoever is told of a new item reads it from here. Safe for
 * many threads.
 */
public final class RecentItems {
  private static final long OVERHEAD_BYTES = 300;

  private final long most;
  private final ConcurrentMap<Key, Kept> items = new ConcurrentHashMap<>();

  /** All that was put, the oldest first; what was removed stays here until its turn. */
  private final Queue<Kept> inOrder = new ConcurrentLinkedQueue<>();

  private final AtomicLong bytes = new AtomicLong();

  /**
   * Empty.
   *
   * @param bytes about how many bytes to use at most
   */
  public RecentItems(long bytes) {
    most = bytes;
  }

  void put(String partnerId, Event item) {
    Key key = new Key(partnerId, item.position());
    long weight = OVERHEAD_BYTES + item.jsonLength();
    Kept kept = new Kept(key, weight, item);
    Kept before = items.put(key, kept);
    if (before != null) {
      before.item = null;
    }
    inOrder.add(kept);
    long now = bytes.addAndGet(weight);
    while (now > most) {
      Kept oldest = inOrder.poll();
      if (oldest == null) {
        return;
      }
      items.remove(oldest.key, oldest);
      now = bytes.addAndGet(-oldest.weight);
    }
  }

  /** Puts an item in the place of what is there, if anything is. */
  void replace(String partnerId, Event item) {
    Kept kept = items.get(new Key(partnerId, item.position()));
    if (kept != null) {
      kept.item = item;
    }
  }

  void remove(String partnerId, Position position) {
    Kept kept = items.remove(new Key(partnerId, position));
    if (kept != null) {
      kept.item = null;
    }
  }

  /** Removes all items of partners that {@code gone} names. */
  void forget(Predicate<String> gone) {
    items
        .values()
        .removeIf(
            kept -> {
              boolean goes = gone.test(kept.key.partnerId());
              if (goes) {
                kept.item = null;
              }
              return goes;
            });
  }

  @Nullable Event find(String partnerId, Position position) {
    Kept kept = items.get(new Key(partnerId, position));
    return kept == null ? null : kept.item;
  }

  private record Key(String partnerId, Position position) {}

  /** What is kept under a key; without its item once it is removed. */
  private static final class Kept {
    private final Key key;
    private final long weight;
    private volatile @Nullable Event item;

    private Kept(Key key, long weight, Event item) {
      this.key = key;
      this.weight = weight;
      this.item = item;
    }
  }
}
