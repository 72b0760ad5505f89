package io.orderwire.verify.record;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Records what one producer sends. A producer's events are promised to keep the order in which they
 * were handed over, so the order of the calls here has to be that order: call, then hand over, one
 * after the other. That holds for as long as a producer does not go on behind a send that failed;
 * one that does, goes on under another name.
 *
 * <p>Safe for threads; {@link #acknowledged} may be called from any.
 */
public final class ProducerRecorder {
  private final String producer;
  private final LongSupplier nanos;
  private final List<String> partners = new ArrayList<>();
  private final LongColumn tokens = new LongColumn();
  private final LongColumn orders = new LongColumn();
  private final LongColumn times = new LongColumn();
  private final BitSet acknowledged = new BitSet();
  private final BitSet rejected = new BitSet();

  ProducerRecorder(String producer, LongSupplier nanos) {
    this.producer = producer;
    this.nanos = nanos;
  }

  /**
   * An event is about to be handed over; its outcome is unknown so far.
   *
   * @param order the {@link Fingerprint} of its order_id
   * @return its number, for {@link #acknowledged}
   */
  public synchronized int sending(String partner, long token, long order) {
    partners.add(partner);
    tokens.add(token);
    orders.add(order);
    times.add(nanos.getAsLong());
    return partners.size() - 1;
  }

  /**
   * Something is about to be handed over that has to be rejected.
   *
   * @param token its token, or {@link Token#NONE}
   * @return its number
   */
  public synchronized int poison(String partner, long token) {
    int number = sending(partner, token, Fingerprint.NONE);
    rejected.set(number);
    return number;
  }

  /** It was answered that the event with this number is stored. Poison stays poison. */
  public synchronized void acknowledged(int number) {
    if (number < 0 || number >= partners.size()) {
      throw new IndexOutOfBoundsException(number);
    }
    acknowledged.set(number);
  }

  synchronized Publications publications() {
    return new Publications(producer, partners, tokens, orders, times, acknowledged, rejected);
  }
}
