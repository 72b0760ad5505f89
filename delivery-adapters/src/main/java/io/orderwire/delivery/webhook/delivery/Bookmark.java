package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.subscription.ProgressStore.Written;
import io.orderwire.delivery.webhook.dispatch.Dispatch;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a cursor's progress, all of it that is new while the store before is under way in the next
 * one, and knows how many requests have ended that are not stored yet. For the loop's thread alone;
 * how a store went is told in another.
 */
final class Bookmark {
  private static final Logger LOG = LoggerFactory.getLogger(Bookmark.class);

  private final Cursor cursor;
  private final ProgressStore store;
  private final boolean isAwaited;
  private final LoopClock clock;
  private final Consumer<Written> told;
  private Optional<Progress> stored;
  private @Nullable Progress underWay;
  private int endedUnderWay;
  private int endedSince;
  private boolean changed;

  /**
   * At what is stored.
   *
   * @param isAwaited whether requests wait for what is stored
   * @param clock by which retries are due; stored is when they are by the wall clock
   * @param told how each store went; {@link #end} is to be called then, in the loop's thread
   */
  Bookmark(
      Cursor cursor,
      ProgressStore store,
      Optional<Progress> stored,
      boolean isAwaited,
      LoopClock clock,
      Consumer<Written> told) {
    this.cursor = cursor;
    this.store = store;
    this.stored = stored;
    this.isAwaited = isAwaited;
    this.clock = clock;
    this.told = told;
  }

  /** There is something to be stored. */
  void change() {
    changed = true;
  }

  /** A request has ended, which is to be stored. */
  void endRequest() {
    endedSince++;
    changed = true;
  }

  /** How many requests have ended whose end is not stored. */
  int unstored() {
    return endedUnderWay + endedSince;
  }

  /** Whether all is stored. */
  boolean isStored() {
    return !changed && underWay == null;
  }

  /** Begins to store, if there is something new and nothing under way. */
  void begin(Dispatch deciding) {
    if (changed && underWay == null) {
      Progress progress = deciding.progress().dueLater(clock.wallAhead());
      underWay = progress;
      endedUnderWay = endedSince;
      endedSince = 0;
      changed = false;
      store.storeLater(
          cursor.partnerId(), cursor.subscription(), stored, progress, isAwaited, told);
    }
  }

  /**
   * A store has ended.
   *
   * @return what is stored now; empty where that is not known: what is in flight or not stored is
   *     then sent again later
   */
  Optional<Progress> end(Written written) {
    Progress progress = underWay;
    underWay = null;
    endedUnderWay = 0;
    if (progress != null && written instanceof Written.Stored) {
      stored = Optional.of(progress);
      return stored;
    }
    changed = false;
    endedSince = 0;
    LOG.atWarn()
        .addKeyValue("partnerId", cursor.partnerId())
        .addKeyValue("endpointId", cursor.endpoint().id())
        .log("Progress could not be stored; the cursor begins again at what is stored");
    return Optional.empty();
  }
}
