package io.orderwire.delivery.webhook.sending;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of what the egress proxy does not do, once a minute at most. */
final class ProxyLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyLog.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Ticker ticker;
  private final AtomicLong next;

  ProxyLog(Ticker ticker) {
    this.ticker = ticker;
    next = new AtomicLong(ticker.read());
  }

  /** A request has not left. */
  void failed(ProxyException failure) {
    long now = ticker.read();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
      LOG.warn(
          "The egress proxy gave no connection: {}; the next minute's failures are not logged",
          failure.getMessage());
    }
  }
}
