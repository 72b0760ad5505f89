package io.orderwire.delivery.kafka.history;

import io.orderwire.schemas.PartnerPartitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Which partitions this instance holds and which of them it owns now. Safe for many threads. */
public final class Partitions {
  private final AtomicReferenceArray<@Nullable Held> held;
  private final AtomicLongArray terms;
  private final Waiters waiters;

  /** Holds nothing. */
  public Partitions(int count) {
    this(count, new Waiters());
  }

  Partitions(int count, Waiters waiters) {
    this.held = new AtomicReferenceArray<>(count);
    this.terms = new AtomicLongArray(count);
    this.waiters = waiters;
  }

  /** How many partitions there are. */
  int count() {
    return held.length();
  }

  Waiters waiters() {
    return waiters;
  }

  /** A partition's store is open; it is not served yet. */
  void opened(int partition, PartitionHistory history) {
    held.set(partition, new Held(history, history.reader(), false));
  }

  /** This instance owns the partition, and reads on what is not read yet. */
  void activated(int partition) {
    terms.incrementAndGet(partition);
    change(partition, true);
  }

  /** This instance does not own the partition any more, though it still holds it. */
  void deactivated(int partition) {
    change(partition, false);
    waiters.wakeAll();
  }

  /** The store is about to be closed. */
  void closing(int partition, PartitionHistory history) {
    Held now = held.get(partition);
    if (now != null && now.history() == history) {
      held.compareAndSet(partition, now, null);
      waiters.wakeAll();
    }
  }

  /** Shows what is applied of the owned partitions, and tells who waits for it. */
  void showAndTell() {
    for (Held one : all()) {
      if (one.active()) {
        one.history().show();
      }
    }
    waiters.tell();
  }

  @Nullable Held find(int partition) {
    return held.get(partition);
  }

  @Nullable Held find(String partnerId) {
    return held.get(of(partnerId));
  }

  /** The partition that a partner is in. */
  int of(String partnerId) {
    return PartnerPartitioner.partitionOf(partnerId, held.length());
  }

  /** Whether this instance owns a partition and all is read that was there when it was taken on. */
  public boolean isReady(int partition) {
    Held now = held.get(partition);
    return now != null && now.isReady();
  }

  /** Whether this instance owns a partition. */
  public boolean isOwned(int partition) {
    Held now = held.get(partition);
    return now != null && now.active();
  }

  /**
   * 0 where this instance does not own a partition; else a number that is another one each time it
   * begins to own it.
   */
  public long term(int partition) {
    return isOwned(partition) ? terms.get(partition) : 0;
  }

  /** The partitions that this instance holds. */
  List<Held> all() {
    List<Held> all = new ArrayList<>();
    for (int partition = 0; partition < held.length(); partition++) {
      Held now = held.get(partition);
      if (now != null) {
        all.add(now);
      }
    }
    return all;
  }

  private void change(int partition, boolean active) {
    held.updateAndGet(
        partition, now -> now == null ? null : new Held(now.history(), now.reader(), active));
  }

  /** A partition whose store is open here. */
  record Held(PartitionHistory history, PartitionReader reader, boolean active) {
    boolean isReady() {
      return active && history.isComplete();
    }
  }
}
