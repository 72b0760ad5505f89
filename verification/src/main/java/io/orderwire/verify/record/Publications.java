package io.orderwire.verify.record;

import java.util.BitSet;
import java.util.List;

/** What one producer sent, in the order in which it sent it. Immutable. */
public final class Publications {
  private final String producer;
  private final List<String> partners;
  private final LongColumn tokens;
  private final LongColumn orders;
  private final LongColumn times;
  private final BitSet acknowledged;
  private final BitSet rejected;

  Publications(
      String producer,
      List<String> partners,
      LongColumn tokens,
      LongColumn orders,
      LongColumn times,
      BitSet acknowledged,
      BitSet rejected) {
    this.producer = producer;
    this.partners = List.copyOf(partners);
    this.tokens = tokens.copy();
    this.orders = orders.copy();
    this.times = times.copy();
    this.acknowledged = (BitSet) acknowledged.clone();
    this.rejected = (BitSet) rejected.clone();
  }

  /** The producer's name. */
  public String producer() {
    return producer;
  }

  /** How many there are. */
  public int size() {
    return partners.size();
  }

  /** The publication with this number, from 0. */
  public Publication get(int number) {
    return new Publication(
        producer,
        number,
        partners.get(number),
        tokens.get(number),
        orders.get(number),
        outcome(number),
        times.get(number));
  }

  private Outcome outcome(int number) {
    if (rejected.get(number)) {
      return Outcome.MUST_BE_REJECTED;
    }
    return acknowledged.get(number) ? Outcome.ACKNOWLEDGED : Outcome.UNKNOWN;
  }
}
