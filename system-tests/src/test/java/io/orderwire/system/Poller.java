package io.orderwire.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A partner that follows its history by polling for as long as it is open. Thread-safe. */
final class Poller implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final PartnerApi partner;
  private final List<Item> items = new CopyOnWriteArrayList<>();
  private final Thread loop;
  private volatile boolean open = true;

  private Poller(PartnerApi partner) {
    this.partner = partner;
    this.loop = Thread.ofVirtual().name("poller").start(this::follow);
  }

  /** Follows from the first item on. */
  static Poller open(PartnerApi partner) {
    return new Poller(partner);
  }

  /** What was seen, in the order of seeing. */
  List<Item> items() {
    return items;
  }

  @Override
  public void close() {
    open = false;
    loop.interrupt();
  }

  private void follow() {
    String query = "?since=1970-01-01T00:00:00Z";
    while (open) {
      try {
        PartnerApi.Page page = partner.page(query);
        items.addAll(page.items());
        query = "?newer_than=" + page.cursor();
      } catch (UncheckedIOException | IllegalStateException | AssertionError e) {
        // The adapter is away or catching up: the same page is asked for again.
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
