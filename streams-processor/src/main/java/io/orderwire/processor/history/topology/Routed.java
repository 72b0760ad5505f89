package io.orderwire.processor.history.topology;

import io.orderwire.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

  private static final List<Optional<Set<Integer>>> PARTITIONS =
      IntStream.range(0, TopicCatalogue.PARTITIONS)
          .mapToObj(partition -> Optional.of(Set.of(partition)))
          .toList();

  /** Takes the partition that the key names. */
  static final StreamPartitioner<Routed, byte[]> PARTITIONER =
      (topic, key, value, partitions) -> PARTITIONS.get(key.partition());
}
