package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.RegistryClient;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated classes and generic records in Confluent's wire format. Safe for many threads.
 *
 * <p>The first record of a schema in a topic asks the registry, which blocks within the bounds of
 * the client's retries; every other is written without asking.
 *
 * @param <T> what is written
 */
public final class AvroSerializer<T extends GenericContainer> implements Serializer<T> {
  static {
    TrustedClasses.trustGenerated();
  }

  private @Nullable RegistryClient registry;
  private @Nullable WireEncoder encoder;

  /** To be configured by {@link #configure}; for Kafka's {@code value.serializer}. */
  public AvroSerializer() {}

  /** Ready for use; the registry client is the caller's to close. */
  public AvroSerializer(RegistryClient registry, SerdeOptions options) {
    this.encoder = new WireEncoder(new SchemaIds(registry, options));
  }

  /**
   * Configures by Confluent's names.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a setting is missing or has no
   *     meaning
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (encoder != null) {
      return;
    }
    SerdeConfig config = new SerdeConfig(configs, isKey);
    SerdeOptions options = config.options();
    RegistryClient client = config.registryClient();
    registry = client;
    encoder = new WireEncoder(new SchemaIds(client, options));
  }

  /**
   * The wire format of a record; null for null.
   *
   * @throws SerializationException an {@link AvroSerdeException}
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    if (data == null) {
      return null;
    }
    WireEncoder ready = encoder;
    if (ready == null) {
      throw new IllegalStateException("not configured");
    }
    return ready.encode(topic, data);
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
