package io.orderwire.producer;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.ClientFile;
import io.orderwire.schemas.serde.AvroSerializer;
import io.orderwire.schemas.serde.SubjectNameStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A publisher's settings. What is not set has the default that its method names. Not safe for use
 * by several threads at once.
 */
public final class PublisherBuilder {

  /** Of these depends the order; they are not for the caller to set. */
  private static final Set<String> OWN =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.RETRIES_CONFIG,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private static final Pattern ADDRESS = Pattern.compile(".+:[0-9]{1,5}");
  private static final int SMALLEST_ROOM = 1 << 20;
  private static final Duration LONGEST_SEND_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private final Map<String, Object> properties = new HashMap<>();
  private String clientId = "orderwire-publisher";
  private BackPressure backPressure = BackPressure.block(Duration.ofSeconds(30));
  private int maxInFlightBytes = 32 << 20;
  private Duration deliveryTimeout = Duration.ofMinutes(2);
  private Duration closeTimeout = Duration.ofSeconds(30);
  private Duration linger = Duration.ofMillis(5);

  PublisherBuilder() {}

  /** Kafka's bootstrap servers; must be set, here or as a property. */
  public PublisherBuilder bootstrapServers(String servers) {
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    return this;
  }

  /** The schema registry's URL, or several, separated by commas; must be set. */
  public PublisherBuilder schemaRegistryUrl(String url) {
    properties.put("schema.registry.url", url);
    return this;
  }

  /**
   * Further settings of Kafka's producer and of {@link AvroSerializer}, such as security.
   *
   * @throws IllegalArgumentException for a setting on which the order depends
   */
  public PublisherBuilder properties(Map<String, ?> more) {
    for (String name : more.keySet()) {
      if (OWN.contains(name)) {
        throw new IllegalArgumentException(name + " is the publisher's own setting");
      }
    }
    properties.putAll(more);
    return this;
  }

  /**
   * Further settings as {@link #properties} takes them, from a file in the form that Kafka's own
   * commands read with {@code --command-config}: the place for passwords. It is read now.
   *
   * @throws IllegalArgumentException if the file cannot be read, or has a setting on which the
   *     order depends
   */
  public PublisherBuilder propertiesFile(Path file) {
    return properties(ClientFile.read(file));
  }

  /** What publish does while too much is under way; default: block for at most 30 seconds. */
  public PublisherBuilder backPressure(BackPressure policy) {
    this.backPressure = policy;
    return this;
  }

  /**
   * How many bytes may be under way, each event with 256 bytes of overhead; default 32 MiB, at
   * least 1 MiB, at most 1 GiB. Kafka's producer may use as much again for its batches.
   */
  public PublisherBuilder maxInFlightBytes(int bytes) {
    if (bytes < SMALLEST_ROOM || bytes > 1 << 30) {
      throw new IllegalArgumentException("must be 1 MiB to 1 GiB: " + bytes);
    }
    this.maxInFlightBytes = bytes;
    return this;
  }

  /** How long an event may be tried; default 2 minutes, at least 1 second. */
  public PublisherBuilder deliveryTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("must be 1 second to 1 day: " + timeout);
    }
    this.deliveryTimeout = timeout;
    return this;
  }

  /** How long a batch may wait for more events; default 5 ms, at most half a second. */
  public PublisherBuilder linger(Duration wait) {
    if (wait.isNegative() || wait.compareTo(Duration.ofMillis(500)) > 0) {
      throw new IllegalArgumentException("must be 0 to 500 ms: " + wait);
    }
    this.linger = wait;
    return this;
  }

  /** How long {@link OrderEventPublisher#close()} waits for events under way; default 30 s. */
  public PublisherBuilder closeTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("must not be negative: " + timeout);
    }
    this.closeTimeout = timeout;
    return this;
  }

  /** The name under which brokers see this publisher; default orderwire-publisher. */
  public PublisherBuilder clientId(String id) {
    this.clientId = id;
    return this;
  }

  /**
   * Makes the publisher; does not wait for broker or registry.
   *
   * @throws org.apache.kafka.common.KafkaException if the settings are not usable: one is missing,
   *     or has no meaning. Whether an address can be resolved is not asked
   */
  public OrderEventPublisher build() {
    Map<String, Object> config = kafkaConfig();
    validate(config);
    AvroSerializer<OrderEvent> serializer = new AvroSerializer<>();
    serializer.configure(registryConfig(), false);
    AtomicInteger generations = new AtomicInteger();
    return build(
        serializer,
        () -> {
          Map<String, Object> own = new HashMap<>(config);
          own.put(ProducerConfig.CLIENT_ID_CONFIG, clientId + '-' + generations.incrementAndGet());
          return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
        },
        System::nanoTime);
  }

  OrderEventPublisher build(
      Serializer<OrderEvent> serializer,
      Supplier<Producer<byte[], byte[]>> producers,
      Ticker ticker) {
    return new OrderEventPublisher(this, serializer, producers, ticker);
  }

  /** As Kafka's producer would, but now and not with the first event. */
  private static void validate(Map<String, Object> config) {
    Map<String, Object> whole = new HashMap<>(config);
    whole.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    whole.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    List<String> servers =
        new ProducerConfig(whole).getList(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    if (servers.isEmpty() || !servers.stream().allMatch(s -> ADDRESS.matcher(s).matches())) {
      throw new ConfigException(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, "must be host:port, at least one");
    }
  }

  private Map<String, Object> registryConfig() {
    Map<String, Object> config = new HashMap<>(properties);
    // The topic holds commands too, so its subjects are named by topic and record.
    config.putIfAbsent("value.subject.name.strategy", SubjectNameStrategy.TOPIC_RECORD_NAME.name());
    return config;
  }

  Map<String, Object> kafkaConfig() {
    Map<String, Object> config = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (ProducerConfig.configNames().contains(name)) {
            config.put(name, value);
          }
        });
    long timeoutMs = deliveryTimeout.toMillis();
    long requestMs = Math.min(LONGEST_REQUEST.toMillis(), timeoutMs - linger.toMillis());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(timeoutMs));
    config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(requestMs));
    config.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    // Above our own room, so that Kafka's own, blocking back-pressure is not reached.
    config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * maxInFlightBytes);
    config.putIfAbsent(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(LONGEST_SEND_WAIT.toMillis(), timeoutMs));
    return config;
  }

  String clientId() {
    return clientId;
  }

  Duration closeTimeout() {
    return closeTimeout;
  }

  BackPressure backPressure() {
    return backPressure;
  }

  int maxInFlightBytes() {
    return maxInFlightBytes;
  }

  Duration deliveryTimeout() {
    return deliveryTimeout;
  }
}
