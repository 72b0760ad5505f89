package io.orderwire.processor.history.topology;

import io.orderwire.avro.SourcePosition;
import io.orderwire.avro.Verdict;
import io.orderwire.processor.history.RejectionReason;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Verdicts in {@code orders.verdicts.v1}, in the partition number of the record they are about.
 *
 * <p>The producer must be idempotent, with acks=all and without transactions: a verdict has to
 * outlive the transaction that acts on it. The consumer must read uncommitted, without a group. All
 * partitions share both; reads take turns. Whether there are several verdicts on a position does
 * not matter, since each says the same.
 */
final class KafkaVerdictLog implements VerdictLog, AutoCloseable {
  private static final String TOPIC = TopicCatalogue.VERDICTS.topicName();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_UNDER_WAY = 1_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerde<SourcePosition> keys;
  private final AvroSerde<Verdict> values;
  private final UUID sourceTopicId;
  private final InstantSource clock;

  KafkaVerdictLog(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      RegistryClient registry,
      UUID sourceTopicId,
      InstantSource clock) {
    this.consumer = consumer;
    this.producer = producer;
    this.keys =
        AvroSerde.specific(SourcePosition.class, registry, TopicCatalogue.VERDICTS.keyOptions());
    this.values =
        AvroSerde.specific(Verdict.class, registry, TopicCatalogue.VERDICTS.valueOptions());
    this.sourceTopicId = sourceTopicId;
    this.clock = clock;
  }

  /** Gets the schemas' ids, so that neither reading nor writing has to wait for the registry. */
  void prepare() {
    byte[] _ = keys.serializer().serialize(TOPIC, position(0, 0));
    byte[] _ = values.serializer().serialize(TOPIC, verdict(0));
  }

  @Override
  public Verdicts open(int partition, long fromOffset) {
    Opened opened = new Opened(partition, fromOffset);
    opened.refresh();
    return opened;
  }

  @Override
  public synchronized void close() {
    consumer.close();
    producer.close();
  }

  private SourcePosition position(int partition, long offset) {
    return SourcePosition.newBuilder()
        .setTopicId(sourceTopicId)
        .setPartition(partition)
        .setOffset(offset)
        .build();
  }

  private Verdict verdict(int schemaId) {
    return Verdict.newBuilder()
        .setSchemaId(schemaId)
        .setReason(RejectionReason.UNKNOWN_SCHEMA.code())
        .setDecidedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  /** Reads on to the present end; returns where the next read begins. */
  private synchronized long read(int partition, long from, long minimum, Set<Long> unknown) {
    TopicPartition source = new TopicPartition(TOPIC, partition);
    consumer.assign(List.of(source));
    if (from < 0) {
      consumer.seekToBeginning(List.of(source));
    } else {
      consumer.seek(source, from);
    }
    long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
    while (consumer.position(source) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        SourcePosition about = keys.deserializer().deserialize(TOPIC, record.key());
        if (record.value() != null
            && about.getTopicId().equals(sourceTopicId)
            && about.getOffset() >= minimum) {
          unknown.add(about.getOffset());
        }
      }
    }
    return consumer.position(source);
  }

  private final class Opened implements Verdicts {
    private final int partition;
    private final long minimum;
    private final Set<Long> unknown = new HashSet<>();
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();
    private long next = -1;

    Opened(int partition, long minimum) {
      this.partition = partition;
      this.minimum = minimum;
    }

    @Override
    public boolean isUnknown(long offset) {
      return unknown.contains(offset);
    }

    @Override
    public void refresh() {
      next = read(partition, next, minimum, unknown);
    }

    @Override
    public void writeUnknown(long offset, int schemaId) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              TOPIC,
              partition,
              keys.serializer().serialize(TOPIC, position(partition, offset)),
              values.serializer().serialize(TOPIC, verdict(schemaId)));
      underWay.add(producer.send(record));
      if (underWay.size() >= MOST_UNDER_WAY) {
        settle();
      }
    }

    @Override
    public void settle() {
      for (Future<RecordMetadata> one : underWay) {
        try {
          var _ = one.get();
        } catch (InterruptedException e) {
          throw new InterruptException(e);
        } catch (ExecutionException e) {
          throw new KafkaException("a verdict could not be written", e.getCause());
        }
      }
      underWay.clear();
    }
  }
}
