package io.orderwire.verify.produce;

import io.orderwire.verify.workload.Send;
import java.util.List;

/** A way for valid events into the system. For one thread. */
interface Way extends AutoCloseable {
  /**
   * Sends events, in this order, and records each. Returns when more can be sent, which is not
   * necessarily when all are acknowledged.
   */
  void send(List<Send> sends) throws InterruptedException;

  /** Waits for what is not acknowledged, a minute or two at most. */
  @Override
  void close();
}
