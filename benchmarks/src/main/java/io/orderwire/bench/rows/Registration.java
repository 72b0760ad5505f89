package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.ApiKey;
import io.orderwire.avro.Partner;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.serde.AvroSerde;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Registers many partners by writing their records, where the operator API takes one after the
 * other: a million of them would take it a quarter of an hour.
 */
final class Registration {
  private static final Topic TOPIC = TopicCatalogue.PARTNERS;
  private static final int KEY_BYTES = 32;
  private static final int KEY_ID_LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Registration() {}

  /**
   * Registers partners without a practical rate limit, and gives their keys in the same order. The
   * adapter knows them some time later.
   */
  static List<String> of(LocalSystem system, List<String> ids) {
    List<String> keys = new ArrayList<>(ids.size());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (RegistryClient registry =
            new CachingRegistryClient(
                new HttpRegistryClient(RegistrySettings.of(system.registryUrl())));
        AvroSerde<Partner> serde =
            AvroSerde.specific(Partner.class, registry, TOPIC.valueOptions());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", system.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      for (String id : ids) {
        String key = newKey();
        keys.add(key);
        byte[] value = serde.serializer().serialize(TOPIC.topicName(), partner(id, key, now));
        int partition = PartnerPartitioner.partitionOf(id, TOPIC.partitions());
        var _ =
            producer.send(
                new ProducerRecord<>(TOPIC.topicName(), partition, id.getBytes(UTF_8), value),
                (_, e) -> failure.compareAndSet(null, e));
      }
      producer.flush();
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new RowFailedException("A partner could not be registered: " + failed, failed);
    }
    return keys;
  }

  private static Partner partner(String id, String key, Instant now) {
    ApiKey stored =
        ApiKey.newBuilder()
            .setKeyId("k-" + key.substring(key.length() - KEY_ID_LENGTH))
            .setHash(ByteBuffer.wrap(hash(key)))
            .setScopes(List.of("manage", "read"))
            .setCreatedAt(now)
            .build();
    return Partner.newBuilder()
        .setPartnerId(id)
        .setKeys(List.of(stored))
        .setRequestsPerSecond(LocalSystem.RATE)
        .setCreatedAt(now)
        .setUpdatedAt(now)
        .build();
  }

  private static String newKey() {
    byte[] secret = new byte[KEY_BYTES];
    RANDOM.nextBytes(secret);
    return "ow_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
