package io.orderwire.delivery.http;

import io.orderwire.delivery.history.Owners;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets any instance answer for any partner: a request of a partner whose history another instance
 * has is passed on to that one as it is, with the partner's own key, and the answer is passed back
 * as it comes, streams included. It is checked, counted and refused there.
 *
 * <p>A request is passed on once. Where the other does not have the history either, because it is
 * just moving, it refuses for the moment. All that is not to be passed on goes to the handler
 * behind this one, as do requests without a valid key.
 *
 * <p>Threads: nothing here blocks.
 */
public final class Forwarding extends Handler.Wrapper {
  /** Set in requests that were passed on. Who sets it himself is not helped any further. */
  static final String FIELD = "Orderwire-Forwarded";

  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
  private static final String OWNER = Forwarding.class.getName() + ".owner";
  private static final HttpField PASSED_ON = new HttpField(FIELD, "1");
  private static final String API = "/v1/";
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

  private final Owners owners;
  private final Authenticator authenticator;
  private final Gateway gateway;

  /** Streams, and what waits for an item. */
  private final Set<org.eclipse.jetty.client.Request> lasting = ConcurrentHashMap.newKeySet();

  private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TOLD_EVERY.toNanos());

  /**
   * In front of nothing yet.
   *
   * @param newIds as that of {@link RequestId}
   */
  public Forwarding(Owners owners, Authenticator authenticator, Supplier<String> newIds) {
    this.owners = owners;
    this.authenticator = authenticator;
    this.gateway = new Gateway(newIds);
    addBean(gateway);
  }

  @Override
  protected void doStart() throws Exception {
    gateway.setServer(getServer());
    super.doStart();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Owners.Instance> owner = owner(request);
    if (owner.isEmpty()) {
      return super.handle(request, response, callback);
    }
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
    request.setAttribute(OWNER, owner.get());
    return gateway.handle(request, response, callback);
  }

  /**
   * Ends the streams that are passed on, and what waits for an item. To be called before this
   * instance waits for its requests to end.
   */
  public void endLasting() {
    lasting.forEach(request -> abort(request, new IllegalStateException("this instance stops")));
  }

  private static void abort(org.eclipse.jetty.client.Request passedOn, Throwable why) {
    var _ = passedOn.abort(why);
  }

  /** An operator must see that instances do not reach each other. */
  private void tell(org.eclipse.jetty.client.Request passedOn, Throwable failure) {
    long now = System.nanoTime();
    long before = toldAt.get();
    if (now - before >= TOLD_EVERY.toNanos() && toldAt.compareAndSet(before, now)) {
      LOG.warn(
          "A request was passed on to the instance at {}:{}, which did not answer it: {}",
          passedOn.getHost(),
          passedOn.getPort(),
          failure.toString());
    }
  }

  private static boolean isUri(HttpURI uri) {
    try {
      return uri.toURI().isAbsolute();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<Owners.Instance> owner(Request request) {
    String path = request.getHttpURI().getPath();
    if (path == null
        || !path.startsWith(API)
        || request.getMethod().equals("OPTIONS")
        || request.getHeaders().contains(FIELD)) {
      return Optional.empty();
    }
    try {
      Caller caller =
          authenticator.caller(
              request.getHeaders().get(HttpHeader.AUTHORIZATION), token(request, path));
      return owners.elsewhere(caller.partnerId());
    } catch (RuntimeException e) {
      // Whoever it is, the servlet stack tells what is wrong.
      LOG.debug("Not passed on", e);
      return Optional.empty();
    }
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

    /** Less than the other side lets a connection wait for a request, which is 15 s at first. */
    private static final Duration USED_AGAIN_WITHIN = Duration.ofSeconds(10);

    /** What the other side takes, and the field that is added. */
    private static final int MOST_HEADERS = 17 << 10;

    private final Supplier<String> newIds;

    private Gateway(Supplier<String> newIds) {
      this.newIds = newIds;
    }

    @Override
    protected HttpClient newHttpClient() {
      ClientConnector connector = new ClientConnector();
      connector.setExecutor(getServer().getThreadPool());
      connector.setSelectors(1);
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
      Owners.Instance owner = (Owners.Instance) request.getAttribute(OWNER);
      org.eclipse.jetty.client.Request passedOn =
          getHttpClient()
              .newRequest(owner.host(), owner.port())
              .method(request.getMethod())
              .path(same.getPathQuery());
      if (lasts(request)) {
        // By its tag it has a pool of its own: others need not look for a free one past these.
        passedOn.tag("lasting");
        lasting.add(passedOn);
        passedOn.onComplete(_ -> lasting.remove(passedOn));
      }
      // A caller that has gone frees its place at the owner. Without the other listener, one whose
      // request waits for an item would seem to have gone.
      request.addFailureListener(failure -> abort(passedOn, failure));
      request.addIdleTimeoutListener(_ -> false);
      return passedOn;
    }

    private static boolean lasts(Request request) {
      return AuthenticationFilter.takesToken(request.getMethod(), request.getHttpURI().getPath())
          || request.getHeaders().contains("Prefer");
    }

    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request passedOn) {
      passedOn.headers(fields -> fields.put(PASSED_ON));
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
      if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
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
