package io.orderwire.processor.history.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * An output key that knows its partition, which is always the input's.
 *
 * @param partition the partition to write to
 * @param bytes the key as written, or null
 */
record Routed(int partition, byte @Nullable [] bytes) {

  /** Writes the bytes. */
  @SuppressWarnings("NullAway") // Kafka's null for "no key" is not annotated
  static final Serializer<Routed> SERIALIZER = (topic, routed) -> routed.bytes();

  /** Takes the partition that the key names. */
  static final StreamPartitioner<Routed, byte[]> PARTITIONER =
      (topic, key, value, partitions) -> Optional.of(Set.of(key.partition()));
}
