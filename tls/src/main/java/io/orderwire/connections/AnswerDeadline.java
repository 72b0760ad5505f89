package io.orderwire.connections;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Cuts answers that are read too slowly. Jetty's idle timeout begins anew with every byte that is
 * read, and with HTTP/2 whenever the client allows one more, so that an answer, and the thread that
 * writes it, would be held for good.
 *
 * <p>The writes of an answer may take a time in all, and so much more as it has bytes. What passes
 * between two writes does not count, so an answer that waits for something is not cut. Of an event
 * stream, each write has a time of its own. With HTTP/1 the connection is closed. With HTTP/2 the
 * stream is reset; but what has begun to go out can only be ended with its connection, which is
 * closed after as long again. Safe for use by many threads.
 */
final class AnswerDeadline {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final String EVENT_STREAM = "text/event-stream";

  private final long patienceNanos;
  private final long nanosPerByte;
  private final LongSupplier nanos;

  /** Those that did not end at once. */
  private final Set<Write> unfinished = ConcurrentHashMap.newKeySet();

  /**
   * With how long an answer may take, and how much longer by its size.
   *
   * @param nanos a monotonic clock
   */
  AnswerDeadline(Duration patience, long bytesPerSecond, LongSupplier nanos) {
    this.patienceNanos = patience.toNanos();
    this.nanosPerByte = Math.max(1, SECOND / bytesPerSecond);
    this.nanos = nanos;
  }

  /** How often {@link #cutLate} is to be called. */
  Duration interval() {
    Duration some = Duration.ofNanos(patienceNanos / 4);
    return some.compareTo(LOOK_EVERY) < 0 ? some.plusMillis(1) : LOOK_EVERY;
  }

  /** The answer to a request, whose writes have a deadline. */
  Response of(Request request, Response response) {
    return new Answer(request, response);
  }

  /** Cuts what is late. */
  void cutLate() {
    long now = nanos.getAsLong();
    unfinished.forEach(write -> write.cutIfLate(now));
  }

  /** Its writes come one after the other. */
  private final class Answer extends Response.Wrapper {
    private final Connection connection;
    private final String id;
    private final boolean isHttp2;
    private boolean hasBegun;
    private boolean isEventStream;
    private long bytes;
    private long waitedNanos;

    private Answer(Request request, Response response) {
      super(request, response);
      this.connection = request.getConnectionMetaData().getConnection();
      this.id = request.getId();
      this.isHttp2 = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
      if (!hasBegun) {
        hasBegun = true;
        String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
        isEventStream = type != null && type.startsWith(EVENT_STREAM);
      }
      if (isEventStream) {
        bytes = 0;
        waitedNanos = 0;
      }
      bytes += content == null ? 0 : content.remaining();
      Write write = new Write(this, patienceNanos + bytes * nanosPerByte - waitedNanos, callback);
      super.write(last, content, write);
      write.waits();
    }
  }

  /** One write; it has ended when its callback was called. */
  private final class Write extends Callback.Nested {
    private final Answer answer;
    private final long allowedNanos;
    private volatile boolean hasEnded;
    private volatile boolean isUnfinished;
    private volatile long begun;

    /** Only {@link #cutLate} uses it. */
    private boolean isReset;

    private Write(Answer answer, long allowedNanos, Callback callback) {
      super(callback);
      this.answer = answer;
      this.allowedNanos = allowedNanos;
    }

    /** To be called when it has begun. Most writes have ended by then. */
    private void waits() {
      if (hasEnded) {
        return;
      }
      begun = nanos.getAsLong();
      isUnfinished = true;
      unfinished.add(this);
      if (hasEnded) {
        unfinished.remove(this);
      }
    }

    @Override
    public void succeeded() {
      end();
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      end();
      super.failed(failure);
    }

    private void end() {
      hasEnded = true;
      if (isUnfinished) {
        unfinished.remove(this);
        answer.waitedNanos += nanos.getAsLong() - begun;
      }
    }

    private void cutIfLate(long now) {
      long late = now - begun - allowedNanos;
      if (hasEnded || late <= 0) {
        return;
      }
      if (!answer.isHttp2 || late > patienceNanos) {
        unfinished.remove(this);
        answer.connection.getEndPoint().close();
      } else if (!isReset) {
        isReset = true;
        Http2.reset(answer.connection, answer.id);
      }
    }
  }
}
