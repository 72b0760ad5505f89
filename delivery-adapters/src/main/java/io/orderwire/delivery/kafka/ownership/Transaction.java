package io.orderwire.delivery.kafka.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction writes, over what is stored: each decision sees what those before it in the
 * same transaction wrote. Of several values under one id the last is written. For the writer's
 * thread alone.
 */
public final class Transaction {
  private final Map<OwnedTable<?>, Written<?>> written = new HashMap<>();
  private final List<IntFunction<ProducerRecord<byte[], byte[]>>> appended = new ArrayList<>();

  Transaction() {}

  /** All of a partner, by id; a copy. */
  public <V> Map<String, V> of(OwnedTable<V> table, String partnerId) {
    Map<String, V> all = new HashMap<>(table.of(partnerId));
    in(table)
        .of(partnerId)
        .forEach(
            (id, value) -> value.ifPresentOrElse(one -> all.put(id, one), () -> all.remove(id)));
    return all;
  }

  /** One of a partner's; empty for none. Copies nothing. */
  public <V> Optional<V> find(OwnedTable<V> table, String partnerId, String id) {
    return in(table)
        .of(partnerId)
        .getOrDefault(id, Optional.ofNullable(table.of(partnerId).get(id)));
  }

  /** Stores a value in place of what is stored. */
  public <V> void put(OwnedTable<V> table, String partnerId, String id, V value) {
    in(table).of(partnerId).put(id, Optional.of(value));
  }

  /** Removes what is stored. */
  public <V> void remove(OwnedTable<V> table, String partnerId, String id) {
    in(table).of(partnerId).put(id, Optional.empty());
  }

  /**
   * Removes all of a partner, and an id that nothing has, so that there is a record in any case.
   */
  public <V> void removeAll(OwnedTable<V> table, String partnerId) {
    of(table, partnerId).keySet().forEach(id -> remove(table, partnerId, id));
    remove(table, partnerId, "");
  }

  /**
   * Adds a record to a topic that nobody reads back here, such as an entry of a log.
   *
   * @param record makes it for the number of the partition
   */
  public void append(IntFunction<ProducerRecord<byte[], byte[]>> record) {
    appended.add(record);
  }

  /** What is appended, in the order of the decisions. */
  List<ProducerRecord<byte[], byte[]>> appended(int partition) {
    return appended.stream().map(record -> record.apply(partition)).toList();
  }

  /**
   * What is to be stored.
   *
   * @param record that stores it
   * @param take has its table take it
   */
  record Stored(ProducerRecord<byte[], byte[]> record, Runnable take) {}

  /** What is to be stored, in no order; each value of a table once. */
  List<Stored> records(int partition) {
    return written.values().stream().flatMap(one -> one.records(partition)).toList();
  }

  /** What is written to a table; its type is the table's, since only this method adds one. */
  @SuppressWarnings("unchecked")
  private <V> Written<V> in(OwnedTable<V> table) {
    return (Written<V>) written.computeIfAbsent(table, Written::new);
  }

  /** By partner and id; nothing where it is removed. */
  private static final class Written<V> {
    private final Map<String, Map<String, Optional<V>>> byPartner = new HashMap<>();
    private final OwnedTable<V> table;

    Written(OwnedTable<V> table) {
      this.table = table;
    }

    Map<String, Optional<V>> of(String partnerId) {
      return byPartner.computeIfAbsent(partnerId, _ -> new HashMap<>());
    }

    Stream<Stored> records(int partition) {
      List<Stored> records = new ArrayList<>();
      byPartner.forEach(
          (partnerId, values) ->
              values.forEach(
                  (id, value) ->
                      records.add(stored(partition, partnerId, id, value.orElse(null)))));
      return records.stream();
    }

    private Stored stored(int partition, String partnerId, String id, @Nullable V value) {
      return new Stored(
          table.record(partition, partnerId, id, value), () -> table.take(partnerId, id, value));
    }
  }
}
