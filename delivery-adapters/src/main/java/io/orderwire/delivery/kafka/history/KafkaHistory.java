package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Owners;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The histories of the partitions that this instance owns. */
public final class KafkaHistory implements History {
  private final Partitions partitions;
  private final Owners owners;
  private final Lag lag;
  private final @Nullable Effort most;

  /**
   * Over these partitions.
   *
   * @param owners what other instances have
   */
  public KafkaHistory(Partitions partitions, Owners owners, HistoryEnd end) {
    this(partitions, owners, end::mayLag, null);
  }

  KafkaHistory(Partitions partitions, Owners owners, Lag lag) {
    this(partitions, owners, lag, null);
  }

  private KafkaHistory(Partitions partitions, Owners owners, Lag lag, @Nullable Effort most) {
    this.partitions = partitions;
    this.owners = owners;
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
    return new KafkaHistory(partitions, owners, lag, allowed);
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
  public long erasures(String partnerId) {
    return held(partnerId).reader().view(partnerId).erasures();
  }

  @Override
  public Readiness readiness(String partnerId) {
    Partitions.Held held = partitions.find(partnerId);
    if (held != null && held.active()) {
      return held.isReady() ? new Readiness.Ready() : new Readiness.CatchingUp();
    }
    // What is held and not active is a copy of what another one has, or is being read.
    if (owners.of(partnerId) instanceof Owners.Owner.Elsewhere) {
      return new Readiness.Elsewhere();
    }
    return held == null ? new Readiness.NoOwner() : new Readiness.CatchingUp();
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
