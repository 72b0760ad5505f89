package io.orderwire.verify.progress;

import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import java.util.BitSet;
import java.util.concurrent.atomic.LongAdder;

/** Which items of a history have come on a channel. Safe for threads. */
public final class ChannelProgress {
  private final PartnerProgress partner;
  private final ChannelKind kind;
  private final LongAdder items;
  private final BitSet sequences = new BitSet();

  ChannelProgress(PartnerProgress partner, ChannelKind kind, LongAdder items) {
    this.partner = partner;
    this.kind = kind;
    this.items = items;
  }

  /** An item has come, and need not come again. */
  public void seen(Item item) {
    if (isNew(item.sequence())) {
      items.increment();
    }
    partner.seen(item);
  }

  /** What it is. */
  ChannelKind kind() {
    return kind;
  }

  /** How many different items have come. */
  synchronized long count() {
    return sequences.cardinality();
  }

  private synchronized boolean isNew(long sequence) {
    int bit = Math.clamp(sequence, 0, Integer.MAX_VALUE);
    boolean isNew = !sequences.get(bit);
    sequences.set(bit);
    return isNew;
  }
}
