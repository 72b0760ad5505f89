package io.orderwire.bench.load;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What came since the last reset. Safe for use by many threads. */
final class Tally {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final LongAdder requests = new LongAdder();
  private final LongAdder unsigned = new LongAdder();
  private final Set<Long> different = ConcurrentHashMap.newKeySet();
  private final AtomicLong first = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private volatile Request sample = new Request("", "");

  void reset() {
    requests.reset();
    unsigned.reset();
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
    }
    sample = request;
  }

  /** {@code different}: by path and id; {@code nanos}: from the first to the last of those. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"requests\":%d,\"different\":%d,\"unsigned\":%d,\"nanos\":%d}",
        requests.sum(),
        different.size(),
        unsigned.sum(),
        last.get() - first.get());
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
