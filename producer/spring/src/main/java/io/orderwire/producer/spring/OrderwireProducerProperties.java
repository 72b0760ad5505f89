package io.orderwire.producer.spring;

import io.orderwire.producer.BackPressure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code orderwire.producer.*}.
 *
 * @param bootstrapServers Kafka's bootstrap servers; without it there is no publisher
 * @param schemaRegistryUrl the schema registry's URL, or several, separated by commas
 * @param clientId the name under which brokers see the publisher
 * @param backPressure what publish does while too much is under way
 * @param backPressureWait how long it blocks, if it does
 * @param maxInFlight how much may be under way, 1 MB to 1 GB
 * @param deliveryTimeout how long an event may be tried, at least 1 s
 * @param linger how long a batch may wait for more events, 0 to 500 ms
 * @param closeTimeout how long closing waits for events under way
 * @param properties further settings of Kafka's producer and of the serializer
 * @param propertiesFile a file of such settings, which go before those in {@code properties}: the
 *     place for passwords
 */
@ConfigurationProperties("orderwire.producer")
public record OrderwireProducerProperties(
    String bootstrapServers,
    @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7") String schemaRegistryUrl,
    @DefaultValue("orderwire-publisher") String clientId,
    @DefaultValue("block") Policy backPressure,
    @DefaultValue("30s") Duration backPressureWait,
    @DefaultValue("32MB") DataSize maxInFlight,
    @DefaultValue("2m") Duration deliveryTimeout,
    @DefaultValue("5ms") Duration linger,
    @DefaultValue("30s") Duration closeTimeout,
    @DefaultValue Map<String, String> properties,
    @Nullable Path propertiesFile) {

  public OrderwireProducerProperties {
    properties = Map.copyOf(properties);
  }

  /** Leaves out the properties and the registry's URL: they may hold secrets. */
  @Override
  public String toString() {
    return "OrderwireProducerProperties[bootstrapServers="
        + bootstrapServers
        + ", clientId="
        + clientId
        + ", backPressure="
        + backPressure
        + ", backPressureWait="
        + backPressureWait
        + ", maxInFlight="
        + maxInFlight
        + ", deliveryTimeout="
        + deliveryTimeout
        + ", linger="
        + linger
        + ", closeTimeout="
        + closeTimeout
        + "]";
  }

  /** The kinds of back-pressure. */
  public enum Policy {
    /** Wait for room. */
    BLOCK,
    /** Refuse at once. */
    FAIL_FAST
  }

  BackPressure policy() {
    return switch (backPressure) {
      case BLOCK -> BackPressure.block(backPressureWait);
      case FAIL_FAST -> BackPressure.failFast();
    };
  }
}
