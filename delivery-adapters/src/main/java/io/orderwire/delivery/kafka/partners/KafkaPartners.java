package io.orderwire.delivery.kafka.partners;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.kafka.audit.AuditJson;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.kafka.tail.TopicTail;
import io.orderwire.delivery.partner.ApiKey;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.PartnerChange;
import io.orderwire.delivery.partner.Partners;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partners' topic as a table in memory. */
public final class KafkaPartners implements Partners, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPartners.class);

  private final Map<String, Partner> byId = new ConcurrentHashMap<>();
  private final Map<KeyHash, String> idByKeyHash = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();
  private final AtomicLong malformed = new AtomicLong();
  private final Serde<io.orderwire.avro.Partner> serde;
  private final Producer<byte[], byte[]> producer;
  private final AuditLog audit;
  private final TopicTail tail;
  private final Duration patience;

  /** Once true it stays so; asked with every request, so without the tail's lock then. */
  private volatile boolean complete;

  /**
   * A table that is not read yet; it closes consumer and producer in the end.
   *
   * @param audit takes an entry before each change
   * @param patience how long a write may take
   */
  public KafkaPartners(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Serde<io.orderwire.avro.Partner> serde,
      AuditLog audit,
      Duration patience) {
    this.producer = producer;
    this.serde = serde;
    this.audit = audit;
    this.patience = patience;
    this.tail = new TopicTail(TopicCatalogue.PARTNERS, consumer, this::take);
  }

  /** Begins to read. */
  public void start(ThreadFactory threads) {
    tail.start(threads);
  }

  @Override
  public boolean isComplete() {
    if (!complete && tail.isCaughtUp()) {
      complete = true;
    }
    return complete;
  }

  /** How many records could not be understood, and were passed over. */
  public long malformed() {
    return malformed.get();
  }

  @Override
  public Optional<Partner> find(String partnerId) {
    return Optional.ofNullable(byId.get(partnerId));
  }

  @Override
  public Optional<Partner> findByKeyHash(byte[] sha256) {
    return Optional.ofNullable(idByKeyHash.get(new KeyHash(sha256))).map(byId::get);
  }

  @Override
  public boolean wasRemoved(String partnerId) {
    return removed.contains(partnerId);
  }

  @Override
  public List<Partner> all() {
    return byId.values().stream().sorted(Comparator.comparing(Partner::id)).toList();
  }

  @Override
  public void save(Partner partner, PartnerChange change) throws InterruptedException {
    write(
        PartnerRecords.toAvro(partner),
        () ->
            entry(partner.id(), change)
                .setBefore(find(partner.id()).map(KafkaPartners::shown).orElse(null))
                .setAfter(shown(partner))
                .build());
  }

  @Override
  public void remove(String partnerId, Instant at, PartnerChange change)
      throws InterruptedException {
    write(PartnerRecords.removed(partnerId, at), () -> entry(partnerId, change).build());
  }

  private void write(io.orderwire.avro.Partner partner, Supplier<AuditEntry> entry)
      throws InterruptedException {
    String topic = TopicCatalogue.PARTNERS.topicName();
    String id = partner.getPartnerId();
    int partition = PartnerPartitioner.partitionOf(id, TopicCatalogue.PARTNERS.partitions());
    try {
      byte[] value = serde.serializer().serialize(topic, partner);
      audit.write(entry.get());
      RecordMetadata written =
          producer
              .send(new ProducerRecord<>(topic, partition, id.getBytes(UTF_8), value))
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!tail.awaitRead(partition, written.offset(), patience)) {
        throw new TimeoutException("written, but not read back");
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new PartnersUnavailableException(id, e);
    }
  }

  private AuditEntry.Builder entry(String partnerId, PartnerChange change) {
    return audit
        .trail()
        .begin(partnerId, change.author())
        .setAction(change.kind().wireName())
        .setResourceType("partner")
        .setResourceId(partnerId)
        .setVersion(0);
  }

  /** Without the keys' hashes, which are bytes. */
  private static String shown(Partner partner) {
    return AuditJson.of(PartnerRecords.toAvro(partner)).toString();
  }

  @Override
  public void close() {
    tail.close();
    producer.close(Duration.ofSeconds(5));
  }

  private void take(ConsumerRecord<byte[], byte[]> item) {
    try {
      String id = new String(item.key(), UTF_8);
      io.orderwire.avro.Partner value =
          serde.deserializer().deserialize(item.topic(), item.value());
      if (value != null && !value.getPartnerId().equals(id)) {
        throw new SerializationException("the key is not the partner's id");
      }
      if (value == null) {
        forget(id);
        removed.remove(id);
      } else if (value.getRemovedAt() != null) {
        removed.add(id);
        forget(id);
      } else {
        put(PartnerRecords.fromAvro(value));
        removed.remove(id);
      }
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with one record, the others must be read.
      malformed.incrementAndGet();
      LOG.atError()
          .addKeyValue("partition", item.partition())
          .addKeyValue("offset", item.offset())
          .setCause(e)
          .log("A partner's record is not understood and was passed over");
    }
  }

  private void put(Partner partner) {
    String id = partner.id(); // One object for all that is kept of a partner.
    Partner before = byId.put(id, partner);
    partner.keys().forEach(key -> idByKeyHash.put(new KeyHash(key.hash()), id));
    forgetKeys(before, partner.keys());
  }

  private void forget(String id) {
    forgetKeys(byId.remove(id), List.of());
  }

  private void forgetKeys(@Nullable Partner before, List<ApiKey> kept) {
    if (before == null) {
      return;
    }
    for (ApiKey key : before.keys()) {
      if (kept.stream().noneMatch(other -> Arrays.equals(other.hash(), key.hash()))) {
        idByKeyHash.remove(new KeyHash(key.hash()), before.id());
      }
    }
  }

  /** A key's hash as a key of a map: a third of what a buffer takes. */
  private record KeyHash(byte[] sha256) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof KeyHash that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sha256);
    }
  }
}
