package io.orderwire.bench.load;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What came since the last reset, and how long after it was due, where a request's order says when
 * that was ({@code due-<nanoTime>-}). Safe for use by many threads.
 */
final class Tally {
  private static final String DUE = "\"order_id\":\"due-";
  private static final long HIGHEST = TimeUnit.MINUTES.toNanos(10);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final LongAdder requests = new LongAdder();
  private final LongAdder unsigned = new LongAdder();
  private final LongAdder dead = new LongAdder();
  private final Set<Long> different = ConcurrentHashMap.newKeySet();
  private final AtomicLong first = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private volatile Histogram latency = histogram();
  private volatile Request sample = new Request("", "");

  void reset() {
    requests.reset();
    unsigned.reset();
    dead.reset();
    latency = histogram();
    different.clear();
    first.set(0);
    last.set(0);
  }

  /** Counts a request with an item. */
  void add(Request request, String id) {
    long now = System.nanoTime();
    if (first.get() == 0) {
      first.compareAndSet(0, now);
    }
    requests.increment();
    if (!request.header("webhook-signature").startsWith("v1,")) {
      unsigned.increment();
    }
    if (different.add(mixed(request.path(), id))) {
      last.set(now);
      int due = request.body().indexOf(DUE);
      if (due >= 0) {
        int from = due + DUE.length();
        int to = request.body().indexOf('-', from);
        long at = Long.parseLong(request.body(), from, to, 10);
        latency.recordValue(Math.clamp(now - at, 1, HIGHEST));
      }
    }
    sample = request;
  }

  /** Counts a request that is not answered. */
  void addDead() {
    dead.increment();
  }

  /**
   * {@code different}: by path and id; {@code nanos}: from the first to the last of those; {@code
   * timed}: those of which it is known when they were due, with percentiles in nanoseconds.
   */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"requests\":%d,\"different\":%d,\"unsigned\":%d,\"nanos\":%d,\"dead\":%d,"
            + "\"timed\":%d,\"p50\":%d,\"p99\":%d}",
        requests.sum(),
        different.size(),
        unsigned.sum(),
        last.get() - first.get(),
        dead.sum(),
        latency.getTotalCount(),
        latency.getValueAtPercentile(50),
        latency.getValueAtPercentile(99));
  }

  private static Histogram histogram() {
    return new ConcurrentHistogram(HIGHEST, 3);
  }

  /** A request as it came, head and body. */
  String sample() {
    return sample.head() + "\r\n" + sample.body();
  }

  /** 64 bits of both, so that two of a million are hardly ever the same. */
  private static long mixed(String path, String id) {
    long hash = 0;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
