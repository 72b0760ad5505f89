package io.orderwire.processor.history.topology;

import java.util.HashMap;
import java.util.Map;

/**
 * Verdicts in memory; the earliest wins. What is not settled is lost with this object, or not, as a
 * crash may have it.
 */
record MemoryVerdicts(
    Map<Long, Integer> unknown, Map<Long, Integer> unsettled, boolean losesUnsettled)
    implements Verdicts {
  MemoryVerdicts(Map<Long, Integer> unknown, boolean losesUnsettled) {
    this(unknown, new HashMap<>(), losesUnsettled);
  }

  @Override
  public boolean isUnknown(long offset) {
    return unknown.containsKey(offset) || unsettled.containsKey(offset);
  }

  @Override
  public void refresh() {}

  @Override
  public void writeUnknown(long offset, int schemaId) {
    if (losesUnsettled) {
      unsettled.putIfAbsent(offset, schemaId);
    } else {
      unknown.putIfAbsent(offset, schemaId);
    }
  }

  @Override
  public void settle() {
    unsettled.forEach(unknown::putIfAbsent);
    unsettled.clear();
  }
}
