package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.command.SlotIndex;
import io.orderwire.delivery.history.History.NotHereException;

/** The slots of the partitions that this instance owns. */
public final class KafkaSlotIndex implements SlotIndex {
  private final Partitions partitions;

  /** Over these partitions. */
  public KafkaSlotIndex(Partitions partitions) {
    this.partitions = partitions;
  }

  @Override
  public int epoch(String partnerId) {
    return reader(partnerId).view(partnerId).segments().highestKnown();
  }

  private PartitionReader reader(String partnerId) {
    Partitions.Held held = partitions.find(partnerId);
    if (held == null) {
      throw new NotHereException(partnerId);
    }
    return held.reader();
  }
}
