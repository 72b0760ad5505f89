package io.orderwire.delivery.webhook.sending;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up within a time. A lookup blocks in native code, so it runs in one of few platform
 * threads and not in the caller's virtual one. What was found is kept for a short time, what was
 * not is not kept; a name is never looked up twice at once.
 *
 * <p>Names that have had an answer before have threads of their own, so names whose servers are
 * silent do not hold them up.
 */
final class Lookups implements AutoCloseable {
  private static final int MOST_NAMES = 10_000;
  private static final int MOST_WAITING = 10_000;

  private final NameLookup lookup;
  private final ThreadPoolExecutor known;
  private final ThreadPoolExecutor unknown;
  private final AsyncCache<String, List<InetAddress>> found;
  private final Cache<String, Boolean> answered;

  /**
   * Lookups.
   *
   * @param threads the most threads for names with answers before, and again for those without
   * @param keep how long addresses are kept; zero for not at all
   */
  Lookups(NameLookup lookup, int threads, Duration keep, Ticker ticker) {
    this.lookup = lookup;
    known = pool(threads, "webhook-lookup-known-");
    unknown = pool(threads, "webhook-lookup-");
    answered = Caffeine.newBuilder().maximumSize(MOST_NAMES).build();
    found =
        Caffeine.newBuilder()
            .maximumSize(MOST_NAMES)
            .expireAfterWrite(keep)
            .ticker(ticker)
            .executor(Runnable::run)
            .buildAsync();
  }

  /**
   * A name's addresses, at least one.
   *
   * @param patience how long to wait for them
   * @throws UnknownHostException if there are none, or not in time, or too many names are waiting;
   *     or if the thread is interrupted, which it then still is
   */
  List<InetAddress> addresses(String host, Duration patience) throws UnknownHostException {
    try {
      return found
          .get(host, (name, ignored) -> begin(name))
          .get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw failure(host + " does not resolve in time", late);
    } catch (RejectedExecutionException full) {
      throw failure("too many names are being looked up", full);
    } catch (ExecutionException failed) {
      throw failure(host + " does not resolve", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure("interrupted", interrupted);
    }
  }

  private CompletableFuture<List<InetAddress>> begin(String host) {
    Executor threads = answered.getIfPresent(host) == null ? unknown : known;
    return CompletableFuture.supplyAsync(() -> lookUp(host), threads);
  }

  private List<InetAddress> lookUp(String host) {
    try {
      List<InetAddress> addresses = List.copyOf(lookup.addresses(host));
      if (addresses.isEmpty()) {
        throw new UnknownHostException(host);
      }
      answered.put(host, true);
      return addresses;
    } catch (UnknownHostException none) {
      answered.invalidate(host);
      throw new CompletionException(none);
    }
  }

  private static UnknownHostException failure(String message, Exception cause) {
    UnknownHostException failure = new UnknownHostException(message);
    failure.initCause(cause);
    return failure;
  }

  private static ThreadPoolExecutor pool(int threads, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Stops the threads, but for lookups that block in native code. */
  @Override
  public void close() {
    known.shutdownNow();
    unknown.shutdownNow();
  }
}
