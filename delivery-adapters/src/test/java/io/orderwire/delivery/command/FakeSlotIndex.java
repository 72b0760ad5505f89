package io.orderwire.delivery.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Slots in memory, the same for every partner, for tests. For one thread. */
public final class FakeSlotIndex implements SlotIndex {
  /** From where to where there are items. */
  public final List<SlotRange> all = new ArrayList<>();

  /** Partners with a history. */
  public final List<String> partners = new ArrayList<>();

  /** Slots by order. */
  public final Map<String, List<SlotRange>> orders = new HashMap<>();

  /** Whether not all is erased. */
  public boolean hasContent;

  @Override
  public List<String> partners() {
    return partners;
  }

  @Override
  public int epoch(String partnerId) {
    return all.isEmpty() ? 0 : all.getLast().epoch();
  }

  @Override
  public List<SlotRange> all(String partnerId) {
    return List.copyOf(all);
  }

  @Override
  public boolean hasContent(String partnerId) {
    return hasContent;
  }

  @Override
  public List<SlotRange> ofOrder(String partnerId, String orderId) {
    return orders.getOrDefault(orderId, List.of());
  }
}
