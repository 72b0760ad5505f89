package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.RegistryClient;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * An {@link AvroSerializer} and an {@link AvroDeserializer}.
 *
 * @param <T> what is written and read
 */
public final class AvroSerde<T extends GenericContainer> implements Serde<T> {
  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;

  /** To be configured by {@link #configure}; for Kafka Streams' {@code default.value.serde}. */
  public AvroSerde() {
    this(new AvroSerializer<>(), new AvroDeserializer<>());
  }

  private AvroSerde(AvroSerializer<T> serializer, AvroDeserializer<T> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  /** For one generated class; the registry client is the caller's to close. */
  public static <T extends SpecificRecord> AvroSerde<T> specific(
      Class<T> type, RegistryClient registry, SerdeOptions options) {
    return new AvroSerde<>(
        new AvroSerializer<>(registry, options), AvroDeserializer.specific(type, registry));
  }

  /** For one generated class, by the default options for keys or values. */
  public static <T extends SpecificRecord> AvroSerde<T> specific(
      Class<T> type, RegistryClient registry, boolean isKey) {
    return specific(type, registry, isKey ? SerdeOptions.forKeys() : SerdeOptions.forValues());
  }

  /** For several generated classes; the writer's full record name decides which is read. */
  public static <T extends SpecificRecord> AvroSerde<T> anyOf(
      List<? extends Class<? extends T>> types, RegistryClient registry, SerdeOptions options) {
    return new AvroSerde<>(
        new AvroSerializer<>(registry, options), AvroDeserializer.anyOf(types, registry));
  }

  /** For any record, as generic data. */
  public static AvroSerde<GenericRecord> generic(RegistryClient registry, SerdeOptions options) {
    return new AvroSerde<>(
        new AvroSerializer<>(registry, options), AvroDeserializer.generic(registry));
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    serializer.configure(configs, isKey);
    deserializer.configure(configs, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }
}
