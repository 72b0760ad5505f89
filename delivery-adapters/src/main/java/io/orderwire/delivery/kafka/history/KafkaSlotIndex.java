package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.command.SlotIndex;
import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.History.NotHereException;
import java.util.List;

/** The slots of the partitions that this instance owns. */
public final class KafkaSlotIndex implements SlotIndex {
  private final Partitions partitions;

  /** Over these partitions. */
  public KafkaSlotIndex(Partitions partitions) {
    this.partitions = partitions;
  }

  @Override
  public List<String> partners() {
    return partitions.all().stream()
        .filter(Partitions.Held::isReady)
        .flatMap(held -> held.reader().partners().stream())
        .sorted()
        .toList();
  }

  @Override
  public int epoch(String partnerId) {
    return reader(partnerId).view(partnerId).segments().highestKnown();
  }

  @Override
  public List<SlotRange> all(String partnerId) {
    return reader(partnerId).slots(partnerId);
  }

  @Override
  public boolean hasContent(String partnerId) {
    return reader(partnerId).hasContent(partnerId);
  }

  @Override
  public List<SlotRange> ofOrder(String partnerId, String orderId) {
    return reader(partnerId).slotsOfOrder(partnerId, orderId);
  }

  private PartitionReader reader(String partnerId) {
    Partitions.Held held = partitions.find(partnerId);
    if (held == null) {
      throw new NotHereException(partnerId);
    }
    return held.reader();
  }
}
