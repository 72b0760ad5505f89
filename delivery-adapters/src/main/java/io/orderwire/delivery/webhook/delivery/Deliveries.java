package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the loops in line with the stored endpoints and the partitions that this instance owns: at
 * every change, and once a second. One thread starts and stops loops; each loop ends by itself.
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
  private final InstantSource clock;
  private final ThreadFactory threads;
  private final Map<Running.Key, Slot> slots = new ConcurrentHashMap<>();
  private final Map<Running.Key, Instant> notBefore = new ConcurrentHashMap<>();
  private final Map<Running.Key, Long> heldSince = new ConcurrentHashMap<>();
  private final Mailbox<Boolean> changes = new Mailbox<>();
  private volatile boolean closing;

  /**
   * Nothing runs yet.
   *
   * @param owns whether this instance owns a partner's partition now
   * @param loops makes loops
   * @param aftermath does what follows from a loop's end, in the loop's thread
   * @param threads virtual threads, for loops
   */
  Deliveries(
      Endpoints endpoints,
      Predicate<String> owns,
      LoopFactory loops,
      Aftermath aftermath,
      InstantSource clock,
      ThreadFactory threads) {
    this.endpoints = endpoints;
    this.owns = owns;
    this.loops = loops;
    this.aftermath = aftermath;
    this.clock = clock;
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

  private record Slot(Running running, Loop loop, CountDownLatch ended) {}

  /** Begins. */
  public void start() {
    endpoints.onChange((partnerId, endpointId) -> changes.add(true));
    threads.newThread(this::keep).start();
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
    changes.add(true);
    slots.values().forEach(slot -> slot.loop().stop());
    Instant until = clock.instant().plus(CLOSES_WITHIN);
    try {
      for (Slot slot : slots.values()) {
        Duration left = Duration.between(clock.instant(), until);
        if (!slot.ended().await(left.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("Webhook requests are still in flight; they are sent again later");
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    while (!closing) {
      try {
        var _ = changes.takeAll();
        if (endpoints.isComplete()) {
          reconcile();
        }
        changes.await(LOOK);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("Webhook loops could not be brought in line; it is tried again", e);
      }
    }
  }

  private void reconcile() {
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
    slots.forEach(
        (key, slot) -> {
          Running now = wanted.get(key);
          if (now == null || !now.isSameAs(slot.running()) || isHeld(now)) {
            slot.loop().stop();
          }
        });
    Instant now = clock.instant();
    wanted.forEach(
        (key, running) -> {
          Instant earliest = notBefore.get(key);
          if (!slots.containsKey(key)
              && !isHeld(running)
              && (earliest == null || !now.isBefore(earliest))) {
            begin(key, running);
          }
        });
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
      notBefore.put(key, clock.instant().plus(AFTER_A_DEFECT));
      LOG.atError()
          .addKeyValue("partnerId", key.partnerId())
          .addKeyValue("endpointId", slot.running().cursor().endpoint().id())
          .setCause(e)
          .log("Delivering to an endpoint failed by a defect; it is tried again");
    } finally {
      slots.remove(key, slot);
      slot.ended().countDown();
      changes.add(true);
    }
  }
}
