package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.delivery.kafka.ownership.TopicTable;
import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.schemas.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What is read of the second factors' topic; a partner has one at most. */
final class FactorTable extends TopicTable<String, io.orderwire.avro.SecondFactor, SecondFactor> {
  /** The one id within a partner. */
  static final String ID = "";

  FactorTable(Serde<io.orderwire.avro.SecondFactor> values) {
    super(TopicCatalogue.SECOND_FACTORS, Serdes.String(), values);
  }

  @Override
  protected String key(String partnerId, String id) {
    return partnerId;
  }

  @Override
  protected String partnerId(String key) {
    return key;
  }

  @Override
  protected String id(String key) {
    return ID;
  }

  @Override
  protected io.orderwire.avro.SecondFactor toAvro(SecondFactor value) {
    return io.orderwire.avro.SecondFactor.newBuilder()
        .setPartnerId(value.partnerId())
        .setSealed(ByteBuffer.wrap(value.sealed()))
        .setState(value.state().wireName())
        .setLastStep(value.lastStep())
        .setFailures(value.failures())
        .setLockedUntil(value.lockedUntil().orElse(null))
        .setVersion(value.version())
        .setCreatedAt(value.createdAt())
        .setUpdatedAt(value.updatedAt())
        .build();
  }

  /** A state that is not known here guards like an active one, so that nothing is let through. */
  @Override
  protected SecondFactor fromAvro(String key, io.orderwire.avro.SecondFactor value) {
    ByteBuffer sealed = value.getSealed().duplicate();
    byte[] bytes = new byte[sealed.remaining()];
    sealed.get(bytes);
    return new SecondFactor(
        key,
        bytes,
        value.getState().equals(SecondFactor.State.PENDING.wireName())
            ? SecondFactor.State.PENDING
            : SecondFactor.State.ACTIVE,
        value.getLastStep(),
        value.getFailures(),
        Optional.ofNullable(value.getLockedUntil()),
        value.getVersion(),
        value.getCreatedAt(),
        value.getUpdatedAt());
  }
}
