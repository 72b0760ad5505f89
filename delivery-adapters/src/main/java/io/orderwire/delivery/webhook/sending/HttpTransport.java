package io.orderwire.delivery.webhook.sending;

import com.github.benmanes.caffeine.cache.Ticker;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.UrlPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

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

  private final UrlRules urls;
  private final Function<String, HostConfiguration> hosts;
  private final Lookups lookups;
  private final PoolingHttpClientConnectionManager pool;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService scheduler;
  private final Answers answers;
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
    this.urls = settings.urlRules();
    this.hosts = hosts;
    this.answers = new Answers(clock);
    this.idleTimeout = TimeValue.of(settings.idleTimeout());
    lookups =
        new Lookups(lookup, settings.lookupThreads(), settings.lookupKeep(), Ticker.systemTicker());
    pool = Connections.pool(settings, lookups, hosts);
    client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setKeepAliveStrategy(new KeepAlive(settings.idleTimeout()))
            .setUserAgent(USER_AGENT)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableConnectionState()
            .build();
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
    return switch (urls.check(call.url().toString())) {
      case UrlPolicy.Verdict.Refused refused ->
          failed(new Outcome.Unreachable(Outcome.Cause.ADDRESS_NOT_ALLOWED));
      case UrlPolicy.Verdict.Accepted accepted -> send(call, accepted.url());
    };
  }

  private Reply send(Call call, URI url) throws InterruptedException {
    Deadline deadline = new Deadline(call.timeout());
    HttpUriRequestBase request = request(call, url);
    HttpClientContext context = HttpClientContext.create();
    ScheduledFuture<?> cut = deadline.cut(request, scheduler);
    try {
      return ScopedValue.where(Deadline.CURRENT, deadline)
          .call(() -> exchange(request, context, deadline));
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
    } finally {
      cut.cancel(false);
    }
  }

  private Reply exchange(HttpUriRequestBase request, HttpClientContext context, Deadline deadline)
      throws IOException {
    HttpHost target = new HttpHost(request.getScheme(), request.getAuthority());
    ClassicHttpResponse response = client.executeOpen(target, request, context);
    try {
      Reply reply = answers.read(response);
      return deadline.hasPassed() ? failed(new Outcome.TimedOut()) : reply;
    } finally {
      request.cancel(); // closes the connection, unless the answer was read to its end
    }
  }

  private HttpUriRequestBase request(Call call, URI url) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), url);
    hosts.apply(url.getHost()).headers().forEach(request::setHeader);
    call.headers().forEach(request::setHeader);
    if (call.body().length > 0) {
      request.setEntity(new ByteArrayEntity(call.body(), null));
    }
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(call.timeout()))
            .setResponseTimeout(Timeout.of(call.timeout()))
            .setAuthenticationEnabled(false)
            .setExpectContinueEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
    return request;
  }

  private static Reply failed(Outcome outcome) {
    return new Reply(outcome, Map.of(), new byte[0]);
  }

  private static ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
    scheduler.setRemoveOnCancelPolicy(true);
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
    client.close(CloseMode.IMMEDIATE);
    lookups.close();
  }
}
