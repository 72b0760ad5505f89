package io.orderwire.delivery.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another history in all that a test does not override. */
public abstract class OtherHistory implements History {
  private final History other;

  protected OtherHistory(History other) {
    this.other = other;
  }

  @Override
  public Extent extent(String partnerId) {
    return other.extent(partnerId);
  }

  @Override
  public List<Event> readAfter(String partnerId, long sequence, int limit) {
    return other.readAfter(partnerId, sequence, limit);
  }

  @Override
  public List<Event> readBefore(String partnerId, long sequence, int limit) {
    return other.readBefore(partnerId, sequence, limit);
  }

  @Override
  public long sequenceBefore(String partnerId, Instant time) {
    return other.sequenceBefore(partnerId, time);
  }

  @Override
  public OptionalLong epochAt(String partnerId, long sequence) {
    return other.epochAt(partnerId, sequence);
  }

  @Override
  public boolean awaitAfter(String partnerId, long sequence, Duration timeout)
      throws InterruptedException {
    return other.awaitAfter(partnerId, sequence, timeout);
  }

  @Override
  public Watch watch(String partnerId, Runnable changed) {
    return other.watch(partnerId, changed);
  }

  @Override
  public void ofOrder(String partnerId, String orderId, Consumer<Event> events) {
    other.ofOrder(partnerId, orderId, events);
  }

  @Override
  public @Nullable Object state(String partnerId) {
    return other.state(partnerId);
  }

  @Override
  public long erasures(String partnerId) {
    return other.erasures(partnerId);
  }

  @Override
  public History within(Effort most) {
    return other.within(most);
  }

  @Override
  public Readiness readiness(String partnerId) {
    return other.readiness(partnerId);
  }

  @Override
  public boolean mayLag(String partnerId) throws InterruptedException {
    return other.mayLag(partnerId);
  }
}
