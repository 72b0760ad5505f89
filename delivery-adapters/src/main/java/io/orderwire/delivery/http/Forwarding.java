package io.orderwire.delivery.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.orderwire.connections.SecurityFields;
import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.history.Owners.Owner;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets any instance answer for any partner: a request of a partner whose history another instance
 * has is passed on to that one as it is, with the partner's own key, and the answer is passed back
 * as it comes, streams included. It is checked, counted and refused there.
 *
 * <p>A request is passed on once. While a history moves, so that nobody is known to have it, or the
 * one who is said to have it cannot be reached, a request waits a while for somebody to have it
 * ({@link OwnerWait}); a stream does not, since it waits by itself. All that is not to be passed on
 * goes to the handler behind this one, as do requests without a valid key.
 *
 * <p>Threads: nothing here blocks.
 */
public final class Forwarding extends Handler.Wrapper {
  /**
   * Set in requests that were passed on; in changes it says from where they came ({@link
   * ForwardedOrigins}). Who sets it himself is not helped any further.
   */
  static final String FIELD = "Orderwire-Forwarded";

  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
  private static final String TO = Forwarding.class.getName() + ".to";
  private static final String STREAM = Forwarding.class.getName() + ".stream";
  private static final HttpField PASSED_ON = new HttpField(FIELD, "1");
  private static final String API = "/v1/";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
  private static final Duration LOOK_AFTER = Duration.ofMillis(500);

  private final Owners owners;
  private final Authenticator authenticator;
  private final ForwardedOrigins origins;
  private final OwnerWait wait;
  private final Gateway gateway;

  /** Requests that are not answered yet, by what they were passed on as. */
  private final Map<org.eclipse.jetty.client.Request, PassedOn> unanswered =
      new ConcurrentHashMap<>();

  /** What waits for an item. */
  private final Set<org.eclipse.jetty.client.Request> lasting = ConcurrentHashMap.newKeySet();

  private final Map<org.eclipse.jetty.client.Request, PassedStream> streams =
      new ConcurrentHashMap<>();

  private final IntFunction<byte[]> goodbye;
  private volatile boolean ending;

  private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TOLD_EVERY.toNanos());

  /**
   * In front of nothing yet.
   *
   * @param origins of the instances that requests are passed on to
   * @param mostWait how long a request waits for somebody to have the history
   * @param newIds as that of {@link RequestId}
   * @param goodbye the last event of a stream when this instance stops, given how many end with it
   * @param tls by what other instances are trusted, which are reached by https then; by plain HTTP
   *     without it
   */
  public Forwarding(
      Owners owners,
      Authenticator authenticator,
      ForwardedOrigins origins,
      Duration mostWait,
      Supplier<String> newIds,
      IntFunction<byte[]> goodbye,
      Optional<SslContextFactory.Client> tls) {
    this.owners = owners;
    this.authenticator = authenticator;
    this.origins = origins;
    this.wait = new OwnerWait(mostWait);
    this.goodbye = goodbye;
    this.gateway = new Gateway(newIds, tls);
    addBean(gateway);
  }

  @Override
  protected void doStart() throws Exception {
    gateway.setServer(getServer());
    super.doStart();
    lookAfterUnanswered(getServer().getScheduler());
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<String> partner;
    try {
      partner = partner(request, authenticator::callerAtOnce);
    } catch (Authenticator.UndecidedException e) {
      getServer().getThreadPool().execute(() -> decided(request, response, callback));
      return true;
    }
    return handle(partner, request, response, callback);
  }

  /** Finds out who is calling in a thread that may wait for the keys of an issuer. */
  private void decided(Request request, Response response, Callback callback) {
    try {
      Optional<String> partner = partner(request, authenticator::caller);
      if (!handle(partner, request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private boolean handle(
      Optional<String> partner, Request request, Response response, Callback callback)
      throws Exception {
    if (partner.isEmpty()) {
      return super.handle(request, response, callback);
    }
    return switch (owners.of(partner.get())) {
      case Owner.Here() -> super.handle(request, response, callback);
      case Owner.Elsewhere(Owners.Instance instance) ->
          mayPassOn(request)
              ? passOn(new PassedOn(partner.get(), instance), request, response, callback)
              : super.handle(request, response, callback);
      case Owner.Nobody() ->
          waits(partner.get(), request, response, callback)
              || super.handle(request, response, callback);
    };
  }

  /** Once, and no stream that nobody would end. */
  private boolean mayPassOn(Request request) {
    return !request.getHeaders().contains(FIELD) && !(ending && isStream(request));
  }

  /** Whether a request tries again later. */
  private boolean waits(String partnerId, Request request, Response response, Callback callback) {
    return !isStream(request)
        && wait.later(partnerId, request, () -> again(request, response, callback));
  }

  private void again(Request request, Response response, Callback callback) {
    ShortWay.ask(this, request, response, callback);
  }

  private boolean passOn(PassedOn to, Request request, Response response, Callback callback) {
    if (!isUri(request.getHttpURI())) {
      // It cannot be sent on; nor has anything that this API takes to be written like that.
      gateway.refuse(
          request,
          response,
          callback,
          Problem.of(
              ErrorCode.BAD_REQUEST,
              "The URI has characters that must be percent-encoded, or a bad percent-encoding."));
      return true;
    }
    if (!TOKEN.matcher(request.getMethod()).matches()) {
      // HTTP/2 gives it by its length; in HTTP/1.1 it would end at the first space.
      gateway.refuse(
          request,
          response,
          callback,
          Problem.of(ErrorCode.BAD_REQUEST, "The method is no token (RFC 9110, section 9.1)."));
      return true;
    }
    request.setAttribute(TO, to);
    if (isStream(request)) {
      PassedStream stream = new PassedStream(request, response, callback);
      request.setAttribute(STREAM, stream);
      return gateway.handle(request, stream, stream.callback());
    }
    return gateway.handle(request, response, callback);
  }

  /**
   * Ends the streams that are passed on, each after a whole event, and what waits for an item or an
   * owner. To be called before this instance waits for its requests to end. Clients that do not
   * read hold it up for 2 s.
   */
  public void endLasting() {
    ending = true;
    wait.end();
    IllegalStateException stops = new IllegalStateException("this instance stops");
    lasting.forEach(request -> abort(request, stops));
    int together = streams.size();
    streams.forEach(
        (passedOn, stream) -> {
          Runnable leaveOwner = () -> abort(passedOn, stops);
          if (!stream.end(ByteBuffer.wrap(goodbye.apply(together)), leaveOwner)) {
            leaveOwner.run();
          }
        });
    var _ =
        getServer()
            .getScheduler()
            .schedule(
                () -> streams.values().forEach(stream -> stream.cut(stops)),
                LAST_WORDS.toMillis(),
                MILLISECONDS);
  }

  private static void abort(org.eclipse.jetty.client.Request passedOn, Throwable why) {
    var _ = passedOn.abort(why);
  }

  /** An operator must see that instances do not reach each other. */
  private void tell(org.eclipse.jetty.client.Request passedOn, Throwable failure) {
    long now = System.nanoTime();
    long before = toldAt.get();
    if (!ending && now - before >= TOLD_EVERY.toNanos() && toldAt.compareAndSet(before, now)) {
      LOG.warn(
          "A request was passed on to the instance at {}:{}, which did not answer it: {}",
          passedOn.getHost(),
          passedOn.getPort(),
          failure.toString());
    }
  }

  /** What an owner that hangs does not answer is asked of the next one, once there is one. */
  private void lookAfterUnanswered(Scheduler scheduler) {
    if (!isStarting() && !isStarted()) {
      return;
    }
    var _ =
        scheduler.schedule(
            () -> lookAfterUnanswered(scheduler), LOOK_AFTER.toMillis(), MILLISECONDS);
    unanswered.forEach(
        (passedOn, to) -> {
          Owner now = owners.of(to.partnerId());
          if (!(now instanceof Owner.Nobody) && !now.equals(new Owner.Elsewhere(to.owner()))) {
            abort(passedOn, new MovedException());
          }
        });
  }

  /** To whom a partner's request was passed on. */
  private record PassedOn(String partnerId, Owners.Instance owner) {}

  private static PassedOn to(Request request) {
    return (PassedOn) Objects.requireNonNull(request.getAttribute(TO));
  }

  /** Another instance has the history now. */
  private static final class MovedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static boolean isStream(Request request) {
    return AuthenticationFilter.takesToken(request.getMethod(), request.getHttpURI().getPath());
  }

  private static boolean isRead(Request request) {
    return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
  }

  private static boolean isUri(HttpURI uri) {
    try {
      return uri.toURI().isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whose history is asked for; empty where that is not to be looked at. */
  private Optional<String> partner(Request request, WhoAsks whoAsks) {
    String path = request.getHttpURI().getPath();
    if (path == null || !path.startsWith(API) || request.getMethod().equals("OPTIONS")) {
      return Optional.empty();
    }
    try {
      Caller caller =
          whoAsks.caller(request.getHeaders().get(HttpHeader.AUTHORIZATION), token(request, path));
      return Optional.of(caller.partnerId());
    } catch (Authenticator.UndecidedException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whoever it is, the servlet stack tells what is wrong.
      LOG.debug("Not passed on", e);
      return Optional.empty();
    }
  }

  /** How to find out who is calling. */
  @FunctionalInterface
  private interface WhoAsks {
    Caller caller(@Nullable String authorization, @Nullable String token);
  }

  private static @Nullable String token(Request request, String path) {
    return AuthenticationFilter.takesToken(request.getMethod(), path)
        ? Request.extractQueryParameters(request).getValue("token")
        : null;
  }

  /** The client side. */
  private final class Gateway extends ProxyHandler {
    /** Streams have a connection each. */
    private static final int MOST_CONNECTIONS = 20_000;

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

    /** More than a request may wait for an item, and than two heartbeats of a stream. */
    private static final Duration SILENT_AT_MOST = Duration.ofSeconds(90);

    /** By its tag it has a pool of its own: others need not look for a free one past these. */
    private static final String LASTING = "lasting";

    /** Less than the other side lets a connection wait for a request, which is 15 s at first. */
    private static final Duration USED_AGAIN_WITHIN = Duration.ofSeconds(10);

    /** What the other side takes, and the field that is added. */
    private static final int MOST_HEADERS = 17 << 10;

    private final Supplier<String> newIds;
    private final Optional<SslContextFactory.Client> tls;

    private Gateway(Supplier<String> newIds, Optional<SslContextFactory.Client> tls) {
      this.newIds = newIds;
      this.tls = tls;
    }

    @Override
    protected HttpClient newHttpClient() {
      ClientConnector connector = new ClientConnector();
      connector.setExecutor(getServer().getThreadPool());
      connector.setSelectors(1);
      tls.ifPresent(connector::setSslContextFactory);
      HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
      transport.setConnectionPoolFactory(
          destination -> {
            DuplexConnectionPool pool = new DuplexConnectionPool(destination, MOST_CONNECTIONS);
            pool.setMaxDuration(USED_AGAIN_WITHIN.toMillis());
            return pool;
          });
      return new HttpClient(transport);
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
      super.configureHttpClient(client);
      client.setName("forwarding");
      client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
      client.setMaxRequestsQueuedPerDestination(MOST_CONNECTIONS);
      client.setMaxRequestHeadersSize(MOST_HEADERS);
      client.setConnectTimeout(CONNECTED_WITHIN.toMillis());
      client.setAddressResolutionTimeout(CONNECTED_WITHIN.toMillis());
      client.setIdleTimeout(SILENT_AT_MOST.toMillis());
      client.setUserAgentField(null);
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
      return request.getHttpURI();
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(
        Request request, HttpURI same) {
      PassedOn to = to(request);
      Owners.Instance owner = to.owner();
      org.eclipse.jetty.client.Request passedOn =
          getHttpClient()
              .newRequest(owner.host(), owner.port())
              .scheme((tls.isPresent() ? HttpScheme.HTTPS : HttpScheme.HTTP).asString())
              .method(request.getMethod())
              .path(same.getPathQuery());
      PassedStream stream = (PassedStream) request.getAttribute(STREAM);
      if (stream != null) {
        passedOn.tag(LASTING);
        streams.put(passedOn, stream);
        passedOn.onComplete(_ -> streams.remove(passedOn));
      } else if (request.getHeaders().contains("Prefer")) {
        passedOn.tag(LASTING);
        lasting.add(passedOn);
        passedOn.onComplete(_ -> lasting.remove(passedOn));
      }
      // A caller that has gone frees its place at the owner. Without the other listener, one whose
      // request waits for an item would seem to have gone.
      request.addFailureListener(failure -> abort(passedOn, failure));
      request.addIdleTimeoutListener(_ -> false);
      if (isRead(request) && !isStream(request)) {
        unanswered.put(passedOn, to);
        passedOn.onResponseBegin(_ -> unanswered.remove(passedOn));
        passedOn.onComplete(_ -> unanswered.remove(passedOn));
      }
      return passedOn;
    }

    /** Failing to reach the owner must leave the content for the next attempt. */
    @Override
    protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
        Request request, Response response, org.eclipse.jetty.client.Request passedOn) {
      return new ProxyRequestContent(request) {
        @Override
        public void fail(Throwable failure, boolean last) {
          if (!isUnsent(failure)) {
            super.fail(failure, last);
          }
        }
      };
    }

    /** Nothing was sent, as there is no connection. */
    private static boolean isUnsent(Throwable failure) {
      return failure instanceof ConnectException || failure instanceof SocketTimeoutException;
    }

    /** Only of changes it is kept from where they came. */
    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request passedOn) {
      HttpField field =
          isRead(request)
              ? PASSED_ON
              : new HttpField(
                  FIELD,
                  origins.encode(
                      Request.getRemoteAddr(request), ForwardedOrigins.Bound.to(passedOn)));
      passedOn.headers(fields -> fields.put(field));
    }

    /** This port has its own, whether the answer comes from here or not. */
    @Override
    protected @Nullable HttpField filterServerToProxyResponseField(HttpField field) {
      return SecurityFields.has(field) ? null : super.filterServerToProxyResponseField(field);
    }

    /** The other instance did not answer, or not to the end, which the caller must notice. */
    @Override
    protected void onServerToProxyResponseFailure(
        Request request,
        org.eclipse.jetty.client.Request passedOn,
        org.eclipse.jetty.client.Response answer,
        Response response,
        Callback callback,
        Throwable failure) {
      tell(passedOn, failure);
      if (response.isCommitted()) {
        callback.failed(failure);
        return;
      }
      response.reset();
      boolean mayBeRepeated = isRead(request) || isUnsent(failure);
      if (mayBeRepeated && waits(to(request).partnerId(), request, response, callback)) {
        return;
      }
      if (isRead(request)) {
        // Whose refusals have the form that each client can see.
        ShortWay.ask(Forwarding.this.getHandler(), request, response, callback);
        return;
      }
      refuse(
          request,
          response,
          callback,
          Problem.of(
                  ErrorCode.NO_OWNER,
                  failure instanceof RejectedExecutionException
                      ? "Too many requests wait for the instance that has the history."
                      : "The instance that has the history did not answer. Read again; where this"
                          + " was a change, look whether it was made.")
              .retryAfter(SOON));
    }

    private void refuse(Request request, Response response, Callback callback, Problem problem) {
      String id = RequestId.accepted(request.getHeaders().get(RequestId.HEADER), newIds);
      response.getHeaders().put(RequestId.HEADER, id);
      JettyProblems.write(problem, id, response, callback);
    }
  }
}
