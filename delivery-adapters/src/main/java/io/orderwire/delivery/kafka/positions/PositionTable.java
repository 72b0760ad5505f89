package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.kafka.ownership.TopicTable;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.schemas.TopicCatalogue;

/** What is read of the positions' topic, by subscription. */
final class PositionTable extends TopicTable<SubscriptionKey, DeliveryPosition, StoredProgress> {
  PositionTable(PositionSerdes serdes) {
    super(TopicCatalogue.POSITIONS, serdes.key(), serdes.value());
  }

  @Override
  protected SubscriptionKey key(String partnerId, String id) {
    return new SubscriptionKey(partnerId, id);
  }

  @Override
  protected String partnerId(SubscriptionKey key) {
    return key.getPartnerId();
  }

  @Override
  protected String id(SubscriptionKey key) {
    return key.getSubscriptionId();
  }

  @Override
  protected DeliveryPosition toAvro(StoredProgress value) {
    return value.toAvro();
  }

  @Override
  protected StoredProgress fromAvro(SubscriptionKey key, DeliveryPosition value) {
    return StoredProgress.fromAvro(value);
  }
}
