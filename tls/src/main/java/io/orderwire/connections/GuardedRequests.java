package io.orderwire.connections;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * In front of all that answers on a port. It refuses requests of an address that has too many under
 * way, has connections end that are old, bodies that arrive and answers that are read too slowly
 * fail, makes TRACE a method that nobody has, and puts the fields into answers that all of them
 * have.
 *
 * <p>An old connection is not closed, since streams and waiting requests may live on it: its client
 * is told, with the next answer, to open another one for its next request. With HTTP/1.1 that is
 * {@code Connection: close}, with HTTP/2 a GOAWAY that leaves what is under way alone.
 */
final class GuardedRequests extends Handler.Wrapper {
  private static final HttpField CLOSE =
      new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

  private static final HttpField SOON = new PreEncodedHttpField(HttpHeader.RETRY_AFTER, "1");

  private final long maxAgeMillis;
  private final long bodyNanos;
  private final LongSupplier millis;
  private final LongSupplier nanos;
  private final RequestLimit limit;
  private final AnswerDeadline answers;

  /**
   * In front of nothing yet.
   *
   * @param millis the clock by which Jetty says since when a connection is open
   * @param nanos a monotonic one
   */
  GuardedRequests(
      ConnectionSettings settings, Clients clients, LongSupplier millis, LongSupplier nanos) {
    this.maxAgeMillis = settings.maxAge().toMillis();
    this.bodyNanos = settings.body().toNanos();
    this.millis = millis;
    this.nanos = nanos;
    this.limit = new RequestLimit(settings.requestsPerAddress(), clients);
    this.answers = new AnswerDeadline(settings.answer(), settings.answerRate().toBytes(), nanos);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    cutLate(getServer().getScheduler());
  }

  /** In the scheduler's thread: the server's may all be held by what is to be cut. */
  private void cutLate(Scheduler scheduler) {
    if (!isStarting() && !isStarted()) {
      return;
    }
    try {
      answers.cutLate();
    } finally {
      var _ =
          scheduler.schedule(
              () -> cutLate(scheduler), answers.interval().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    Handler next = getHandler();
    return next == null ? InvocationType.NON_BLOCKING : next.getInvocationType();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SecurityFields.put(request.isSecure(), response.getHeaders());
    Connection connection = request.getConnectionMetaData().getConnection();
    if (millis.getAsLong() - connection.getCreatedTimeStamp() > maxAgeMillis) {
      retire(request, connection, response.getHeaders());
    }
    Response answer = answers.of(request, response);
    if (limit.begin(request)) {
      return super.handle(bounded(known(request)), answer, callback);
    }
    // Without a body, which HTTP/2 would keep for a client that does not want it.
    answer.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
    answer.getHeaders().put(SOON);
    answer.write(true, BufferUtil.EMPTY_BUFFER, callback);
    return true;
  }

  private static void retire(Request request, Connection connection, HttpFields.Mutable answer) {
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      Http2.retire(connection);
    } else {
      answer.put(CLOSE);
    }
  }

  private static Request known(Request request) {
    return HttpMethod.TRACE.is(request.getMethod()) ? new Trace(request) : request;
  }

  private Request bounded(Request request) {
    return bodyNanos > 0 && mayHaveBody(request) ? new Timed(request) : request;
  }

  /** A GET without a length may have one all the same, which nobody reads. */
  private static boolean mayHaveBody(Request request) {
    long length = request.getLength();
    return length > 0 || (length < 0 && !HttpMethod.GET.is(request.getMethod()));
  }

  /**
   * A request that is answered as one with a method that nobody has. A servlet echoes a TRACE, with
   * the key in it, or tries to after it was refused, and each of these would be in the log.
   */
  private static final class Trace extends Request.Wrapper {
    private Trace(Request request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "NO-TRACE";
    }
  }

  /** A request whose body fails when it is read after its time. */
  private final class Timed extends Request.Wrapper {
    private final long begun = nanos.getAsLong();
    private Content.@Nullable Chunk late;

    private Timed(Request request) {
      super(request);
    }

    @Override
    public Content.Chunk read() {
      if (late == null && nanos.getAsLong() - begun > bodyNanos) {
        Content.Chunk next = super.read();
        if (next == null || next.isLast()) {
          return next;
        }
        next.release();
        late =
            Content.Chunk.from(
                new TimeoutException(
                    "the body took more than " + Duration.ofNanos(bodyNanos).toSeconds() + " s"),
                true);
      }
      return late == null ? super.read() : late;
    }
  }
}
