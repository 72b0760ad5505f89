package io.orderwire.processor.history.topology;

import org.apache.kafka.streams.processor.api.Processor;

/** A seam for tests that let a processor fail in the middle of a record. */
@FunctionalInterface
interface SequencerFaults {
  /** None. */
  SequencerFaults NONE = processor -> processor;

  Processor<byte[], byte[], Routed, byte[]> around(
      Processor<byte[], byte[], Routed, byte[]> processor);
}
