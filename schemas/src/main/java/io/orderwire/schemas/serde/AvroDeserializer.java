package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.RegistryClient;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format. Safe for many threads.
 *
 * <p>What was written with an older or newer schema is resolved to the reader's, by the rules of
 * the Avro specification. The first record of an id asks the registry, which blocks within the
 * bounds of the client's retries; every other is read without asking.
 *
 * @param <T> what is read
 */
public final class AvroDeserializer<T extends GenericContainer> implements Deserializer<T> {
  static {
    TrustedClasses.trustGenerated();
  }

  private @Nullable RegistryClient registry;
  private @Nullable WireDecoder decoder;

  /** To be configured by {@link #configure}; for Kafka's {@code value.deserializer}. */
  public AvroDeserializer() {}

  private AvroDeserializer(RegistryClient registry, ReaderTypes types) {
    this.decoder = new WireDecoder(registry, types);
  }

  /** Reads records of one generated class; the registry client is the caller's to close. */
  public static <T extends SpecificRecord> AvroDeserializer<T> specific(
      Class<T> type, RegistryClient registry) {
    return new AvroDeserializer<>(registry, ReaderTypes.only(List.of(type)));
  }

  /**
   * Reads records of several generated classes; the writer's full record name decides which. The
   * registry client is the caller's to close.
   */
  public static <T extends SpecificRecord> AvroDeserializer<T> anyOf(
      List<? extends Class<? extends T>> types, RegistryClient registry) {
    return new AvroDeserializer<>(registry, ReaderTypes.only(types));
  }

  /** Reads any record as the writer wrote it; the registry client is the caller's to close. */
  public static AvroDeserializer<GenericRecord> generic(RegistryClient registry) {
    return new AvroDeserializer<>(registry, ReaderTypes.generic());
  }

  /**
   * Configures by Confluent's names. With {@code specific.avro.reader=true} each record is read by
   * the generated class of the writer's name, otherwise as a generic record.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a setting is missing or has no
   *     meaning
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (decoder != null) {
      return;
    }
    SerdeConfig config = new SerdeConfig(configs, isKey);
    RegistryClient client = config.registryClient();
    registry = client;
    decoder =
        new WireDecoder(
            client, config.specificReader() ? ReaderTypes.onClassPath() : ReaderTypes.generic());
  }

  /**
   * The record; null for null.
   *
   * @throws SerializationException an {@link AvroSerdeException}
   */
  @Override
  @SuppressWarnings({
    "unchecked", // the reader types give only what T was made for
    "TypeParameterUnusedInFormals"
  })
  public @Nullable T deserialize(@Nullable String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    WireDecoder ready = decoder;
    if (ready == null) {
      throw new IllegalStateException("not configured");
    }
    return (T) ready.decode(data);
  }

  /**
   * The schema id that wire format carries, without reading further.
   *
   * @throws NotAvroException if the bytes do not begin like Confluent's wire format
   */
  public static int schemaId(byte[] data) {
    return WireFormat.idOf(data);
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
