package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a partner's other active endpoints what has become of one. A notice is tried three times;
 * it is no item of the history, and not kept over a restart. Notices take turns with the requests
 * to endpoints that do not answer, and where {@link #MOST_PENDING} are under way, wait for their
 * turn or for their next try, further ones are dropped and counted.
 */
final class Announcer {
  /** The most notices that are kept. */
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
  private final Line line = new Line();
  private final AtomicInteger pending = new AtomicInteger();

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

  /** Tells the others; does not wait. */
  void announce(Endpoint about, String type, byte[] json) {
    for (Endpoint other : endpoints.of(about.partnerId())) {
      if (!other.id().equals(about.id()) && other.status().state() == Status.State.ACTIVE) {
        if (pending.incrementAndGet() <= MOST_PENDING) {
          senders.run(line, new Notice(other, type, MessageIds.next(random), json, 1));
        } else {
          pending.decrementAndGet();
          meters.noticeDropped();
        }
      }
    }
  }

  /** One try of one notice. */
  private final class Notice implements Line.Request {
    private final Endpoint to;
    private final String type;
    private final String id;
    private final byte[] json;
    private final int number;

    Notice(Endpoint to, String type, String id, byte[] json, int number) {
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
        pending.decrementAndGet();
      }
    }

    private void runAgainLater() {
      LockSupport.parkNanos(AGAIN.get(number - 1).toNanos());
      Optional<Endpoint> now =
          endpoints
              .find(to.partnerId(), to.id())
              .filter(one -> one.status().state() == Status.State.ACTIVE);
      if (now.isPresent()) {
        senders.run(line, new Notice(now.get(), type, id, json, number + 1));
      } else {
        pending.decrementAndGet();
      }
    }

    @Override
    public void withdraw() {
      pending.decrementAndGet();
    }
  }
}
