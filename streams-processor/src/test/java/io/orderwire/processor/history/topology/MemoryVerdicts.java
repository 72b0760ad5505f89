package io.orderwire.processor.history.topology;

import java.util.Map;

/** Verdicts in memory; the earliest wins. */
record MemoryVerdicts(Map<Long, Integer> unknown) implements Verdicts {
  @Override
  public boolean isUnknown(long offset) {
    return unknown.containsKey(offset);
  }

  @Override
  public void refresh() {}

  @Override
  public void writeUnknown(long offset, int schemaId) {
    unknown.putIfAbsent(offset, schemaId);
  }
}
