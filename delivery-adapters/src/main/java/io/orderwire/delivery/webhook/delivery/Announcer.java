package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Tells a partner's other active endpoints what has become of one. A notice is tried three times;
 * it is no item of the history, and not kept over a restart.
 */
final class Announcer {
  private static final List<Duration> AGAIN =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(60));

  private final Endpoints endpoints;
  private final Messenger messenger;
  private final ThreadFactory threads;
  private final RandomGenerator random;

  Announcer(
      Endpoints endpoints, Messenger messenger, ThreadFactory threads, RandomGenerator random) {
    this.endpoints = endpoints;
    this.messenger = messenger;
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
        threads.newThread(() -> tell(other, type, json)).start();
      }
    }
  }

  private void tell(Endpoint to, String type, byte[] json) {
    String id = MessageIds.next(random);
    Optional<Endpoint> now = Optional.of(to);
    for (int number = 1; now.isPresent(); number++) {
      try {
        if (messenger.send(now.get(), type, id, json, number) || number > AGAIN.size()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(AGAIN.get(number - 1).toNanos());
      now =
          endpoints
              .find(to.partnerId(), to.id())
              .filter(one -> one.status().state() == Status.State.ACTIVE);
    }
  }
}
