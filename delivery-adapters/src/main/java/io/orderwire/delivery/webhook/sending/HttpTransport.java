package io.orderwire.delivery.webhook.sending;

import com.github.benmanes.caffeine.cache.Ticker;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.sending.Targets.Target;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends with Apache HttpClient, in the caller's thread, which should be a virtual one.
 *
 * <p>A request is sent once: nothing is repeated, no redirect followed, no cookie kept, no
 * credentials sent, no answer cached or decompressed. A connection that the other side closes just
 * when a request is sent into it is a lost one ({@link Outcome.Cause#CONNECTION_LOST}): whether the
 * request has arrived cannot be known, so repeating it is the caller's decision.
 *
 * <p>Of an answer the first 16 KiB are read; where there is more, the connection is closed.
 */
public final class HttpTransport implements Transport, AutoCloseable {
  /** The {@code User-Agent} of all requests; part of what partners are told. */
  public static final String USER_AGENT =
      "Orderwire-Webhooks/1"
          + " (+https://github.com/orderwire/orderwire/blob/main/docs/guides/webhooks.md)";

  private static final TimeValue CLEANING = TimeValue.ofSeconds(5);

  private final Targets targets;
  private final Function<String, HostConfiguration> hosts;
  private final Lookups lookups;
  private final PoolingHttpClientConnectionManager pool;
  private final Exchanges exchanges;
  private final Deadlines deadlines = new Deadlines();
  private final ScheduledExecutorService scheduler;
  private final ProxyLog proxyLog = new ProxyLog(Ticker.systemTicker());
  private final TimeValue idleTimeout;

  /**
   * A transport with the operating system's lookup and without configuration of hosts.
   *
   * @param clock for dates in {@code Retry-After}
   */
  public HttpTransport(TransportSettings settings, Clock clock) {
    this(settings, NameLookup.SYSTEM, host -> HostConfiguration.NONE, clock);
  }

  /**
   * A transport.
   *
   * @param lookup looks names up
   * @param hosts what is added for a host; called with its name in lower case for each request and
   *     each connection, so it must be quick
   * @param clock for dates in {@code Retry-After}
   */
  public HttpTransport(
      TransportSettings settings,
      NameLookup lookup,
      Function<String, HostConfiguration> hosts,
      Clock clock) {
    this.targets = new Targets(settings.urlRules());
    this.hosts = hosts;
    Answers answers = new Answers(clock);
    this.idleTimeout = TimeValue.of(settings.idleTimeout());
    lookups =
        new Lookups(lookup, settings.lookupThreads(), settings.lookupKeep(), Ticker.systemTicker());
    pool = Connections.pool(settings, lookups, hosts);
    exchanges = new Exchanges(pool, answers, new KeepAlive(settings.idleTimeout()));
    scheduler = scheduler();
    cleanLater();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the timeout is not positive
   * @throws IllegalStateException if this is closed
   */
  @Override
  public Reply send(Call call) throws InterruptedException {
    if (call.timeout().isNegative() || call.timeout().isZero()) {
      throw new IllegalArgumentException("a call needs time");
    }
    Optional<Target> target = targets.of(call.url());
    return target.isPresent()
        ? send(call, target.get())
        : failed(new Outcome.Unreachable(Outcome.Cause.ADDRESS_NOT_ALLOWED));
  }

  private Reply send(Call call, Target target) throws InterruptedException {
    Deadline deadline = new Deadline(call.timeout());
    ClassicHttpRequest request = request(call, target);
    HttpClientContext context = HttpClientContext.create();
    try (Exchanges.Exchange exchange = exchanges.lease(target.route())) {
      Deadlines.Cut cut = deadlines.cut(deadline, exchange::cut);
      try {
        Reply reply =
            ScopedValue.where(Deadline.CURRENT, deadline)
                .call(() -> exchange.perform(request, context));
        return deadline.hasPassed() ? failed(new Outcome.TimedOut()) : reply;
      } finally {
        cut.end();
      }
    } catch (IOException | RuntimeException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (deadline.hasPassed() || deadline.remaining().isZero()) {
        return failed(new Outcome.TimedOut());
      }
      if (failure instanceof ProxyException ofTheProxy) {
        proxyLog.failed(ofTheProxy);
      }
      if (failure instanceof IOException ofTheOtherSide) {
        return failed(Failures.outcome(ofTheOtherSide, context.getSSLSession() != null));
      }
      throw (RuntimeException) failure;
    }
  }

  private ClassicHttpRequest request(Call call, Target target) {
    ClassicHttpRequest request =
        new BasicClassicHttpRequest(call.method(), target.route().getTargetHost(), target.path());
    request.setHeader(HttpHeaders.HOST, target.authority());
    request.setHeader(HttpHeaders.USER_AGENT, USER_AGENT);
    request.setHeader(HttpHeaders.CONNECTION, HeaderElements.KEEP_ALIVE);
    hosts.apply(target.host()).headers().forEach(request::setHeader);
    call.headers().forEach(request::setHeader);
    if (call.body().length > 0) {
      request.setHeader(HttpHeaders.CONTENT_LENGTH, call.body().length);
      request.setEntity(new ByteArrayEntity(call.body(), null));
    }
    return request;
  }

  private static Reply failed(Outcome outcome) {
    return new Reply(outcome, Map.of(), new byte[0]);
  }

  private static ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-connections").factory());
    return scheduler;
  }

  private void cleanLater() {
    var _ = scheduler.schedule(this::clean, CLEANING.toMilliseconds(), TimeUnit.MILLISECONDS);
  }

  /** Closes what is not used, in a thread of its own: saying goodbye may block. */
  private void clean() {
    Thread.startVirtualThread(
        () -> {
          pool.closeExpired();
          pool.closeIdle(idleTimeout);
          if (!scheduler.isShutdown()) {
            cleanLater();
          }
        });
  }

  /** Ends the calls that are under way, and closes all connections. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    pool.close(CloseMode.IMMEDIATE);
    deadlines.close();
    lookups.close();
  }
}
