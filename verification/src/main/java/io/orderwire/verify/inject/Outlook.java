package io.orderwire.verify.inject;

import io.orderwire.verify.read.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What can be seen of a system from outside, by which the moment for a fault is found. */
public interface Outlook {

  /**
   * The number of the broker that is the active controller now, from 1.
   *
   * @throws IOException if nobody tells
   */
  int controller() throws IOException, InterruptedException;

  /**
   * The partitions of a topic in which a transaction has written something and is not over, each
   * with the offset of the first record of the oldest one.
   *
   * @throws IOException if nobody tells
   */
  Map<Integer, Long> openTransactions(String topic) throws IOException, InterruptedException;

  /** The next webhook request with an item, which waits for its answer; empty if none comes. */
  Optional<Hold.Held> nextDelivery(Duration atMost) throws InterruptedException;

  /** Whether a process has a connection from this port; true where that cannot be told. */
  boolean sendsFrom(long pid, int port) throws IOException;
}
