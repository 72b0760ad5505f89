package io.orderwire.verify.inject;

import io.orderwire.verify.read.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An outlook that shows what it is told to. */
final class FakeOutlook implements Outlook {
  /** What is open each time that it is looked at; the last stays. */
  final Deque<Map<Integer, Long>> open = new ArrayDeque<>();

  final Hold hold = new Hold();
  int controller;
  boolean isSender = true;

  @Override
  public int controller() throws IOException {
    if (controller == 0) {
      throw new IOException("nobody tells");
    }
    return controller;
  }

  @Override
  public Map<Integer, Long> openTransactions(String topic) {
    Map<Integer, Long> now = open.size() > 1 ? open.remove() : open.element();
    return new HashMap<>(now);
  }

  @Override
  public Optional<Hold.Held> nextDelivery(Duration atMost) throws InterruptedException {
    return hold.next(atMost);
  }

  @Override
  public boolean sendsFrom(long pid, int port) {
    return isSender;
  }
}
