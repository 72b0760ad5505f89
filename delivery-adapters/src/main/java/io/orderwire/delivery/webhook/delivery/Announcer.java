package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a partner's other active endpoints what has become of one. A notice is tried three times;
 * it is no item of the history, and not kept over a restart. Each partner's notices take turns with
 * those of others and with the requests to endpoints that do not answer. Where {@link
 * #MOST_OF_A_PARTNER} are under way, wait for their turn or for their next try, further ones are
 * dropped and counted.
 */
final class Announcer {
  /**
   * The most notices that are kept of a partner: one of each of its endpoints to each other one.
   */
  static final int MOST_OF_A_PARTNER =
      Endpoint.MOST_OF_A_PARTNER * (Endpoint.MOST_OF_A_PARTNER - 1);

  /** The most that are kept of all. */
  static final int MOST_PENDING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final List<Duration> AGAIN =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(60));

  private final Endpoints endpoints;
  private final Messenger messenger;
  private final Senders senders;
  private final DeliveryMeters meters;
  private final ThreadFactory threads;
  private final RandomGenerator random;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicInteger pendingOfAll = new AtomicInteger();

  Announcer(
      Endpoints endpoints,
      Messenger messenger,
      Senders senders,
      DeliveryMeters meters,
      ThreadFactory threads,
      RandomGenerator random) {
    this.endpoints = endpoints;
    this.messenger = messenger;
    this.senders = senders;
    this.meters = meters;
    this.threads = threads;
    this.random = random;
  }

  /** Records what was sent. */
  @FunctionalInterface
  interface Messenger {
    /** Signs, sends and records one message, and says whether it was taken. */
    boolean send(Endpoint to, String type, String messageId, byte[] json, int number)
        throws InterruptedException;
  }

  /** A partner's notices; there while it has any. */
  private record Pending(Line line, int count) {
    Pending plus(int more) {
      return new Pending(line, count + more);
    }
  }

  /** Tells the others; does not wait. */
  void announce(Endpoint about, String type, byte[] json) {
    for (Endpoint other : endpoints.of(about.partnerId())) {
      if (!other.id().equals(about.id()) && other.status().state() == Status.State.ACTIVE) {
        Line line = enter(about.partnerId());
        if (line == null) {
          meters.noticeDropped();
        } else {
          senders.run(line, new Notice(line, other, type, MessageIds.next(random), json, 1));
        }
      }
    }
  }

  /** Counts a notice, and says where it waits; null if there are too many. */
  private @Nullable Line enter(String partnerId) {
    if (pendingOfAll.incrementAndGet() > MOST_PENDING) {
      pendingOfAll.decrementAndGet();
      return null;
    }
    Pending now =
        pending.compute(
            partnerId, (_, old) -> old == null ? new Pending(new Line(), 1) : old.plus(1));
    if (now.count() > MOST_OF_A_PARTNER) {
      leave(partnerId);
      return null;
    }
    return now.line();
  }

  private void leave(String partnerId) {
    pendingOfAll.decrementAndGet();
    pending.computeIfPresent(partnerId, (_, old) -> old.count() == 1 ? null : old.plus(-1));
  }

  /** One try of one notice. */
  private final class Notice implements Line.Request {
    private final Line line;
    private final Endpoint to;
    private final String type;
    private final String id;
    private final byte[] json;
    private final int number;

    Notice(Line line, Endpoint to, String type, String id, byte[] json, int number) {
      this.line = line;
      this.to = to;
      this.type = type;
      this.id = id;
      this.json = json;
      this.number = number;
    }

    @Override
    public int weight() {
      return 1;
    }

    @Override
    public void run() {
      boolean again = false;
      try {
        again = !messenger.send(to, type, id, json, number) && number <= AGAIN.size();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("partnerId", to.partnerId())
            .addKeyValue("endpointId", to.id())
            .setCause(e)
            .log("A notice to an endpoint failed by a defect, and is dropped");
      }
      if (again) {
        threads.newThread(this::runAgainLater).start();
      } else {
        leave(to.partnerId());
      }
    }

    private void runAgainLater() {
      LockSupport.parkNanos(AGAIN.get(number - 1).toNanos());
      Optional<Endpoint> now =
          endpoints
              .find(to.partnerId(), to.id())
              .filter(one -> one.status().state() == Status.State.ACTIVE);
      if (now.isPresent()) {
        senders.run(line, new Notice(line, now.get(), type, id, json, number + 1));
      } else {
        leave(to.partnerId());
      }
    }

    @Override
    public void withdraw() {
      leave(to.partnerId());
    }
  }
}
