package io.orderwire.delivery.http;

import io.orderwire.delivery.history.History.Effort;
import io.orderwire.delivery.history.History.EffortException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the plain requests of a few resources ahead of the servlet stack, with the same code that
 * answers them behind it. What is not plain, and whatever would be refused, goes on to the servlet
 * stack, which does all of it; so there is one place that writes refusals.
 *
 * <p>Threads: Jetty calls this on the thread that reads the sockets. There it answers what can be
 * answered from memory; all else is handed to a thread of the server's pool, that is to a virtual
 * one. So it is non-blocking, whatever is behind it.
 */
public final class ShortWay extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(ShortWay.class);

  private final Map<String, ShortRoute> routes;
  private final Authenticator authenticator;
  private final RateLimits limits;
  private final UnreadAnswers unread;
  private final Supplier<String> newIds;
  private final List<HttpField> always;
  private final ShortRoute.Meter meter;
  private final ConcurrentMap<Answer.Field, HttpField> constants = new ConcurrentHashMap<>();

  /**
   * In front of nothing yet.
   *
   * @param newIds as that of {@link RequestId}
   * @param always header fields of every answer
   */
  public ShortWay(
      List<ShortRoute> routes,
      Authenticator authenticator,
      RateLimits limits,
      UnreadAnswers unread,
      Supplier<String> newIds,
      List<Answer.Field> always,
      ShortRoute.Meter meter) {
    this.routes = routes.stream().collect(Collectors.toUnmodifiableMap(ShortRoute::path, r -> r));
    this.authenticator = authenticator;
    this.limits = limits;
    this.unread = unread;
    this.newIds = newIds;
    this.always = always.stream().map(ShortWay::encoded).toList();
    this.meter = meter;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    ShortRoute route = path == null ? null : routes.get(path);
    Asked asked = route == null ? null : asked(request, route);
    if (asked == null) {
      getServer().getThreadPool().execute(() -> longWay(request, response, callback));
      return true;
    }
    Answer answer;
    try {
      answer = asked.read(Effort.MEMORY);
    } catch (EffortException e) {
      getServer().getThreadPool().execute(() -> read(asked, request, response, callback));
      return true;
    } catch (RuntimeException e) {
      getServer().getThreadPool().execute(() -> refused(e, asked, request, response, callback));
      return true;
    }
    answer(asked, answer, request, response, callback);
    return true;
  }

  /** Who asks for what; null where that is a matter of the servlet stack. */
  private @Nullable Asked asked(Request request, ShortRoute route) {
    long begun = System.nanoTime();
    Optional<PlainRequest> plain = PlainRequest.of(request);
    if (plain.isEmpty()) {
      return null;
    }
    try {
      Caller caller = authenticator.callerAtOnce(plain.get().authorization(), null);
      RateLimits.Spent spent = limits.spend(caller.partnerId());
      if (spent.allowed()) {
        return new Asked(route, plain.get(), caller, spent, begun);
      }
      request.setAttribute(RateLimits.SPENT, spent);
      return null;
    } catch (RuntimeException e) {
      LOG.debug("Not answered on the short way", e);
      return null;
    }
  }

  /** Answers in a thread that may be blocked by a disk. */
  private void read(Asked asked, Request request, Response response, Callback callback) {
    Answer answer;
    try {
      answer = asked.read(Effort.DISK);
    } catch (RuntimeException e) {
      refused(e, asked, request, response, callback);
      return;
    }
    answer(asked, answer, request, response, callback);
  }

  /** Leaves the refusal to the servlet stack, which must not count the request again. */
  private void refused(
      RuntimeException why, Asked asked, Request request, Response response, Callback callback) {
    LOG.debug("Not answered on the short way", why);
    request.setAttribute(RateLimits.SPENT, asked.spent());
    longWay(request, response, callback);
  }

  private void answer(
      Asked asked, Answer answer, Request request, Response response, Callback callback) {
    if (answer.body().length == 0) {
      write(asked, answer, response, callback);
      return;
    }
    UnreadAnswers.Held held;
    try {
      held = unread.hold(asked.caller().partnerId(), answer.body().length);
    } catch (RefusedException e) {
      getServer().getThreadPool().execute(() -> refused(e, asked, request, response, callback));
      return;
    }
    write(asked, answer, response, Callback.from(callback, held::close));
  }

  private void write(Asked asked, Answer answer, Response response, Callback callback) {
    HttpFields.Mutable fields = response.getHeaders();
    always.forEach(fields::add);
    fields.add(
        new HttpField(RequestId.HEADER, RequestId.accepted(asked.plain().requestId(), newIds)));
    fields.add(new HttpField(RateLimits.POLICY_FIELD, asked.spent().policy()));
    fields.add(new HttpField(RateLimits.STATE_FIELD, asked.spent().state()));
    for (Answer.Field field : answer.fields()) {
      fields.add(
          field.isConstant()
              ? constants.computeIfAbsent(field, ShortWay::encoded)
              : new HttpField(field.name(), field.value()));
    }
    if (answer.hasBody()) {
      fields.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    response.setStatus(answer.status());
    meter.answered(asked.route().path(), answer.status(), System.nanoTime() - asked.begun());
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private void longWay(Request request, Response response, Callback callback) {
    ask(getHandler(), request, response, callback);
  }

  /** Asks a handler, as {@link org.eclipse.jetty.server.Server} would. */
  static void ask(
      @Nullable Handler handler, Request request, Response response, Callback callback) {
    try {
      if (handler == null || !handler.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private static HttpField encoded(Answer.Field field) {
    return new PreEncodedHttpField(field.name(), field.value());
  }

  /** A request that may be answered here. */
  private record Asked(
      ShortRoute route, PlainRequest plain, Caller caller, RateLimits.Spent spent, long begun) {
    Answer read(Effort most) {
      return route.answer(caller, plain, most);
    }
  }
}
