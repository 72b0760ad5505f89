package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the loops in line with the stored endpoints and the partitions that this instance owns:
 * those of an endpoint at its every change, all of them once a second. One thread starts and stops
 * loops; each loop ends by itself.
 */
public final class Deliveries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AFTER_A_DEFECT = Duration.ofSeconds(5);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(35);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

  private final Endpoints endpoints;
  private final Predicate<String> owns;
  private final LoopFactory loops;
  private final Aftermath aftermath;
  private final LongSupplier nanos;
  private final ThreadFactory threads;
  private final Map<Running.Key, Slot> slots = new ConcurrentHashMap<>();
  private final Map<Running.Key, Long> notBefore = new ConcurrentHashMap<>();
  private final Map<Running.Key, Long> heldSince = new ConcurrentHashMap<>();
  private final Mailbox<Changed> changes = new Mailbox<>();
  private volatile boolean closing;

  /**
   * Nothing runs yet.
   *
   * @param owns whether this instance owns a partner's partition now
   * @param loops makes loops
   * @param aftermath does what follows from a loop's end, in the loop's thread
   * @param nanos a monotonic clock
   * @param threads virtual threads, for loops
   */
  Deliveries(
      Endpoints endpoints,
      Predicate<String> owns,
      LoopFactory loops,
      Aftermath aftermath,
      LongSupplier nanos,
      ThreadFactory threads) {
    this.endpoints = endpoints;
    this.owns = owns;
    this.loops = loops;
    this.aftermath = aftermath;
    this.nanos = nanos;
    this.threads = threads;
  }

  /** Makes loops. */
  @FunctionalInterface
  interface LoopFactory {
    Loop of(Running running);
  }

  /** What follows from a loop's end. */
  @FunctionalInterface
  interface Aftermath {
    void of(Running running, Loop.End end) throws InterruptedException;
  }

  /** An endpoint that has changed, or one of whose loops has ended. */
  private record Changed(String partnerId, String endpointId) {}

  private record Slot(Running running, Loop loop, CountDownLatch ended) {}

  /** Begins. */
  public void start() {
    endpoints.onChange((partnerId, endpointId) -> changes.add(new Changed(partnerId, endpointId)));
    threads.newThread(this::keepInLine).start();
  }

  /** How many loops there are. */
  public int count() {
    return slots.size();
  }

  /** The loop that drives a subscription now. */
  Optional<Loop> find(String partnerId, String subscription) {
    return Optional.ofNullable(slots.get(new Running.Key(partnerId, subscription))).map(Slot::loop);
  }

  /**
   * Stops what drives a subscription, waits for its end, and starts nothing there before the
   * endpoint's next version.
   *
   * @return false if it has not ended in time
   */
  boolean hold(Endpoint endpoint, String subscription) throws InterruptedException {
    Running.Key key = new Running.Key(endpoint.partnerId(), subscription);
    heldSince.put(key, endpoint.version());
    Slot slot = slots.get(key);
    if (slot == null) {
      return true;
    }
    slot.loop().stop();
    return slot.ended().await(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends all loops, and waits for what is in flight, 10 seconds at most. */
  @Override
  public void close() {
    closing = true;
    slots.values().forEach(slot -> slot.loop().stop());
    long until = nanos.getAsLong() + CLOSES_WITHIN.toNanos();
    try {
      for (Slot slot : slots.values()) {
        if (!slot.ended().await(until - nanos.getAsLong(), TimeUnit.NANOSECONDS)) {
          LOG.warn("Webhook requests are still in flight; they are sent again later");
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepInLine() {
    long looked = nanos.getAsLong() - LOOK.toNanos();
    while (!closing) {
      try {
        Set<Changed> changed = new LinkedHashSet<>(changes.takeAll());
        long left = LOOK.toNanos() - (nanos.getAsLong() - looked);
        changed.forEach(this::reconcile);
        if (left <= 0) {
          looked = nanos.getAsLong();
          reconcileAll();
        } else if (changed.isEmpty()) {
          changes.await(Duration.ofNanos(left));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("Webhook loops could not be brought in line; it is tried again", e);
      }
    }
  }

  private void reconcileAll() {
    if (!endpoints.isComplete()) {
      return;
    }
    Map<Running.Key, Running> wanted = new HashMap<>();
    Set<Running.Key> known = new HashSet<>();
    for (Endpoint endpoint : endpoints.all()) {
      known.add(new Running.Key(endpoint.partnerId(), endpoint.id()));
      known.add(new Running.Key(endpoint.partnerId(), endpoint.replaySubscription()));
      if (owns.test(endpoint.partnerId())) {
        Running.live(endpoint).ifPresent(one -> wanted.put(one.key(), one));
        Running.replay(endpoint).ifPresent(one -> wanted.put(one.key(), one));
      }
    }
    heldSince.keySet().retainAll(known);
    notBefore.keySet().retainAll(known);
    slots.keySet().stream().filter(key -> !wanted.containsKey(key)).forEach(this::stop);
    wanted.values().forEach(this::keep);
  }

  private void reconcile(Changed changed) {
    if (!endpoints.isComplete()) {
      return;
    }
    String partnerId = changed.partnerId();
    String endpointId = changed.endpointId();
    Optional<Endpoint> owned =
        endpoints.find(partnerId, endpointId).filter(one -> owns.test(one.partnerId()));
    owned
        .flatMap(Running::live)
        .ifPresentOrElse(this::keep, () -> stop(new Running.Key(partnerId, endpointId)));
    owned
        .flatMap(Running::replay)
        .ifPresentOrElse(
            this::keep,
            () -> stop(new Running.Key(partnerId, Endpoint.replaySubscription(endpointId))));
  }

  private void stop(Running.Key key) {
    Slot slot = slots.get(key);
    if (slot != null) {
      slot.loop().stop();
    }
  }

  /** Begins what is wanted, or stops what runs in its place, which is then begun at its end. */
  private void keep(Running wanted) {
    Running.Key key = wanted.key();
    boolean held = isHeld(wanted);
    Slot slot = slots.get(key);
    if (slot != null) {
      if (held || !wanted.isSameAs(slot.running())) {
        slot.loop().stop();
      }
    } else if (!held && !isTooSoon(key)) {
      begin(key, wanted);
    }
  }

  private boolean isTooSoon(Running.Key key) {
    Long earliest = notBefore.get(key);
    return earliest != null && nanos.getAsLong() - earliest < 0;
  }

  private boolean isHeld(Running running) {
    Long version = heldSince.get(running.key());
    if (version != null && running.cursor().endpoint().version() > version) {
      heldSince.remove(running.key(), version);
      return false;
    }
    return version != null;
  }

  private void begin(Running.Key key, Running running) {
    if (closing) {
      return;
    }
    Slot slot = new Slot(running, loops.of(running), new CountDownLatch(1));
    slots.put(key, slot);
    threads.newThread(() -> run(key, slot)).start();
  }

  private void run(Running.Key key, Slot slot) {
    try {
      aftermath.of(slot.running(), slot.loop().run());
      notBefore.remove(key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // One endpoint's trouble must not be another's; it begins again at what is stored.
      notBefore.put(key, nanos.getAsLong() + AFTER_A_DEFECT.toNanos());
      LOG.atError()
          .addKeyValue("partnerId", key.partnerId())
          .addKeyValue("endpointId", slot.running().cursor().endpoint().id())
          .setCause(e)
          .log("Delivering to an endpoint failed by a defect; it is tried again");
    } finally {
      slots.remove(key, slot);
      slot.ended().countDown();
      changes.add(new Changed(key.partnerId(), slot.running().cursor().endpoint().id()));
    }
  }
}
