package io.orderwire.delivery.kafka.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The newest items of all partners in memory, bounded by bytes in all. Safe for many threads. */
public final class RecentItems {
  private static final int OVERHEAD_BYTES = 300;

  private final Cache<Key, Event> items;

  /**
   * Empty.
   *
   * @param bytes about how many bytes to use at most
   */
  public RecentItems(long bytes) {
    items =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Key key, Event item) -> OVERHEAD_BYTES + item.jsonLength())
            .executor(Runnable::run)
            .build();
  }

  void put(String partnerId, Event item) {
    items.put(new Key(partnerId, item.position()), item);
  }

  /** Puts an item in the place of what is there, if anything is. */
  void replace(String partnerId, Event item) {
    items.asMap().replace(new Key(partnerId, item.position()), item);
  }

  void remove(String partnerId, Position position) {
    items.invalidate(new Key(partnerId, position));
  }

  /** Removes all items of partners that {@code gone} names. */
  void forget(Predicate<String> gone) {
    items.asMap().keySet().removeIf(key -> gone.test(key.partnerId()));
  }

  @Nullable Event find(String partnerId, Position position) {
    return items.getIfPresent(new Key(partnerId, position));
  }

  private record Key(String partnerId, Position position) {}
}
