package io.orderwire.delivery.sse;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A servlet's response that is written to from outside of a request's thread, past the servlet's
 * own output, which would keep a buffer for it.
 */
final class ServletSink implements Sink, AsyncListener {
  private final AsyncContext context;
  private final Response response;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable LiveStream stream;

  /** Of a request that was made asynchronous. */
  ServletSink(AsyncContext context, Response response) {
    this.context = context;
    this.response = response;
    context.setTimeout(0);
    context.addListener(this);
  }

  /** Whose sink this is, and who is told when the client has gone. */
  void serves(LiveStream served) {
    stream = served;
  }

  @Override
  public void send(ByteBuffer bytes, Callback sent) {
    response.write(false, bytes, sent);
  }

  @Override
  public void end() {
    if (ended.compareAndSet(false, true)) {
      context.complete();
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
    LiveStream served = stream;
    if (served != null) {
      served.lost();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
