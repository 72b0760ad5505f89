package io.orderwire.delivery.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a stream that another instance serves: what comes from there goes
 * through, until this instance ends it between two events, with words of its own. Safe for use by
 * many threads.
 */
final class PassedStream extends Response.Wrapper {
  private enum State {
    /** All goes through. */
    THROUGH,
    /** The words are being written. */
    LAST_WORDS,
    /** The answer has ended, well or badly. */
    OVER
  }

  private final Callback whole;
  private State state = State.THROUGH;
  private boolean writing;

  /** Whether the last content has come. */
  private boolean complete;

  /** Line feeds at the end of what came; two end an event. */
  private int lineFeeds;

  private @Nullable LastWords words;
  private @Nullable Callback kept;

  /** A whole event, and what is done when it is said. */
  private record LastWords(ByteBuffer event, Runnable said) {}

  /**
   * Nothing has come yet.
   *
   * @param whole is told when the answer has ended
   */
  PassedStream(Request request, Response response, Callback whole) {
    super(request, response);
    this.whole = whole;
  }

  /** To be told by whoever passes the answer through. */
  Callback callback() {
    return Callback.from(
        whole.getInvocationType(),
        () -> {
          if (move(State.THROUGH, State.OVER)) {
            whole.succeeded();
          }
        },
        failure -> {
          if (move(State.THROUGH, State.OVER)) {
            whole.failed(failure);
          }
        });
  }

  private synchronized boolean move(State from, State to) {
    boolean moves = state == from;
    state = moves ? to : state;
    return moves;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    synchronized (this) {
      if (state == State.LAST_WORDS) {
        // That this is not taken is said later: who passes it through would end the answer.
        kept = callback;
        return;
      }
      writing = true;
      complete = last;
      follow(content);
    }
    super.write(
        last,
        content,
        Callback.from(
            callback.getInvocationType(),
            () -> {
              written();
              callback.succeeded();
            },
            callback::failed));
  }

  private void follow(ByteBuffer content) {
    int end = content.limit();
    for (int i = Math.max(content.position(), end - 2); i < end; i++) {
      lineFeeds = content.get(i) == '\n' ? lineFeeds + 1 : 0;
    }
  }

  private void written() {
    synchronized (this) {
      writing = false;
    }
    sayLastWords();
  }

  /**
   * Ends the stream after the event that goes through now.
   *
   * @param event said last
   * @param said run when that is written and the answer complete
   * @return false, and nothing will be said, where nothing was answered yet, or all was
   */
  boolean end(ByteBuffer event, Runnable said) {
    synchronized (this) {
      if (state != State.THROUGH || complete || !isCommitted()) {
        return false;
      }
      words = new LastWords(event, said);
    }
    sayLastWords();
    return true;
  }

  private void sayLastWords() {
    LastWords last;
    synchronized (this) {
      last = words;
      if (last == null || state != State.THROUGH || complete || writing || lineFeeds < 2) {
        return;
      }
      state = State.LAST_WORDS;
    }
    super.write(
        true,
        last.event(),
        Callback.from(
            () -> {
              if (move(State.LAST_WORDS, State.OVER)) {
                whole.succeeded();
                last.said().run();
                refuseKept();
              }
            },
            this::cut));
  }

  /** Ends it at once, whatever was said. */
  void cut(Throwable why) {
    if (move(State.THROUGH, State.OVER) || move(State.LAST_WORDS, State.OVER)) {
      whole.failed(why);
      refuseKept();
    }
  }

  private void refuseKept() {
    Callback refused;
    synchronized (this) {
      refused = kept;
      kept = null;
    }
    if (refused != null) {
      refused.failed(new IllegalStateException("this instance ended the stream"));
    }
  }
}
