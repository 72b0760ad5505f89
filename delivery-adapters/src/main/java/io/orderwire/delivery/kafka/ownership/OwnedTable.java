package io.orderwire.delivery.kafka.ownership;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic whose records belong to a partner and have an id within it, and what is read of it here.
 *
 * @param <V> what is stored under an id
 */
public interface OwnedTable<V> {
  /** All that is read of a partner, by id. Never blocks. */
  Map<String, V> of(String partnerId);

  /**
   * The record that stores a value.
   *
   * @param value null to remove what is stored
   */
  ProducerRecord<byte[], byte[]> record(
      int partition, String partnerId, String id, @Nullable V value);

  /**
   * Takes what is stored under an id from now on, as if it were read. May be called by many
   * threads, but by one at a time for a partner.
   *
   * @param value null where what was stored is removed
   */
  void take(String partnerId, String id, @Nullable V value);
}
