package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The histories of the partitions that this instance owns. */
public final class KafkaHistory implements History {
  private final Partitions partitions;
  private final Lag lag;
  private final @Nullable Effort most;

  /** Over these partitions. */
  public KafkaHistory(Partitions partitions, HistoryEnd end) {
    this(partitions, end::mayLag, null);
  }

  KafkaHistory(Partitions partitions, Lag lag) {
    this(partitions, lag, null);
  }

  private KafkaHistory(Partitions partitions, Lag lag, @Nullable Effort most) {
    this.partitions = partitions;
    this.lag = lag;
    this.most = most;
  }

  /** Finds out whether a partition may hold more than is shown. */
  @FunctionalInterface
  interface Lag {
    /** As {@link History#mayLag}. */
    boolean mayLag(int partition) throws InterruptedException;
  }

  @Override
  public History within(Effort allowed) {
    return new KafkaHistory(partitions, lag, allowed);
  }

  @Override
  public Extent extent(String partnerId) {
    Partitions.Held held = held(partnerId);
    return held.reader().view(partnerId).extent(held.history().isComplete());
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    return kept(held(partnerId).reader().after(partnerId, sequence, limit, most));
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    return kept(held(partnerId).reader().before(partnerId, sequence, limit, most));
  }

  /** Items for those who may keep some of them: without the bytes of others. */
  private List<Event> kept(List<Event> read) {
    return most == null ? read.stream().map(Event::alone).toList() : read;
  }

  @Override
  public long sequenceBefore(String partnerId, Instant time) {
    requireDisk();
    return held(partnerId).reader().sequenceBefore(partnerId, time);
  }

  @Override
  public OptionalLong epochAt(String partnerId, long sequence) {
    PartnerView view = held(partnerId).reader().view(partnerId);
    return sequence > view.newest()
        ? OptionalLong.empty()
        : OptionalLong.of(view.segments().epochAt(sequence));
  }

  @Override
  public boolean awaitAfter(String partnerId, long sequence, Duration timeout)
      throws InterruptedException {
    if (most != null) {
      throw new EffortException();
    }
    boolean changed =
        partitions
            .waiters()
            .await(
                partnerId,
                () -> {
                  Extent extent = extent(partnerId);
                  return extent.newest().sequence() > sequence || extent.frozen();
                },
                timeout.toNanos());
    return changed && extent(partnerId).newest().sequence() > sequence;
  }

  @Override
  public Watch watch(String partnerId, Runnable changed) {
    partitions.waiters().add(partnerId, changed);
    return () -> partitions.waiters().remove(partnerId, changed);
  }

  @Override
  public void ofOrder(String partnerId, String orderId, Consumer<Event> events) {
    requireDisk();
    held(partnerId).reader().ofOrder(partnerId, orderId, events);
  }

  /** A gap may be shown as one or not, without a change of the view. */
  @Override
  public @Nullable Object state(String partnerId) {
    PartnerView view = held(partnerId).reader().view(partnerId);
    return view.hasGap() ? null : view;
  }

  @Override
  public Readiness readiness(String partnerId) {
    Partitions.Held held = partitions.find(partnerId);
    if (held == null) {
      return new Readiness.NoOwner();
    }
    return held.isReady() ? new Readiness.Ready() : new Readiness.CatchingUp();
  }

  @Override
  public boolean mayLag(String partnerId) throws InterruptedException {
    if (most != null) {
      throw new EffortException();
    }
    return lag.mayLag(partitions.of(partnerId));
  }

  private void requireDisk() {
    if (most == Effort.MEMORY) {
      throw new EffortException();
    }
  }

  private Partitions.Held held(String partnerId) {
    Partitions.Held held = partitions.find(partnerId);
    if (held == null) {
      throw new NotHereException(partnerId);
    }
    return held;
  }
}
