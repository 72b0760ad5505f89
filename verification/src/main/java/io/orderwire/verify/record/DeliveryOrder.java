package io.orderwire.verify.record;

/** In which order a channel delivers items for the first time. */
public enum DeliveryOrder {
  /** Each sequence is one more than the one before. */
  ASCENDING,
  /** Each sequence is one less than the one before. */
  DESCENDING,
  /** Those of one order ascend; orders do not wait for each other. */
  PER_ORDER,
  /** Any. */
  NONE
}
