package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.sse.ReadEvents.ReadEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A client that reads all at once, or only when it is told to. */
final class FakeSink implements Sink {
  private final List<ByteBuffer> sent = new ArrayList<>();
  private boolean reads = true;
  private boolean ended;
  private @Nullable Callback waiting;
  private Runnable onSend = () -> {};

  /** From now on nothing is taken. */
  synchronized void stopReading() {
    reads = false;
  }

  /** Takes what waits, and all that comes. */
  void read() {
    Callback callback;
    synchronized (this) {
      reads = true;
      callback = waiting;
      waiting = null;
    }
    if (callback != null) {
      callback.succeeded();
    }
  }

  /** Runs this at the next send, before it is done. */
  void atNextSend(Runnable action) {
    onSend = action;
  }

  @Override
  public void send(ByteBuffer bytes, Callback callback) {
    boolean taken;
    synchronized (this) {
      sent.add(bytes);
      taken = reads;
      waiting = taken ? null : callback;
    }
    Runnable action = onSend;
    onSend = () -> {};
    action.run();
    if (taken) {
      callback.succeeded();
    }
  }

  @Override
  public synchronized void end() {
    ended = true;
  }

  synchronized boolean isEnded() {
    return ended;
  }

  synchronized List<ByteBuffer> sent() {
    return List.copyOf(sent);
  }

  synchronized String text() {
    StringBuilder text = new StringBuilder();
    sent.forEach(bytes -> text.append(UTF_8.decode(bytes.duplicate())));
    return text.toString();
  }

  List<String> ids() {
    return ReadEvents.parse(text()).stream().map(ReadEvent::id).toList();
  }
}
