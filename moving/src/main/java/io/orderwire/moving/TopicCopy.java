package io.orderwire.moving;

import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.schemas.serde.NotAvroException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Copies a topic: key, value, headers and time of each committed record, into the partition that
 * its partner has there. What of a partner is in order stays in order. How far that has come is
 * noted in the same transaction, so whatever ends it, the next one goes on with no gap or repeat.
 */
final class TopicCopy {
  private final Cluster from;
  private final Cluster to;
  private final Producer<byte[], byte[]> writer;
  private final Progress progress;
  private final Set<Integer> schemas = new TreeSet<>();
  private long copied;
  private long unreadable;
  private @Nullable String firstUnreadable;

  TopicCopy(Cluster from, Cluster to, Producer<byte[], byte[]> writer, Progress progress) {
    this.from = from;
    this.to = to;
    this.writer = writer;
    this.progress = progress;
  }

  /** How many records were copied in this run. */
  long copied() {
    return copied;
  }

  /** How many records were met whose key is no partner's, or not of their partition. */
  long unreadable() {
    return unreadable;
  }

  /** The first of them, in words. */
  @Nullable String firstUnreadable() {
    return firstUnreadable;
  }

  /** The ids of the schemas that values were written with. */
  Set<Integer> schemas() {
    return schemas;
  }

  /** Copies what is there. */
  void run(Route route) {
    if (!from.topics().contains(route.from())) {
      return;
    }
    List<TopicPartition> sources = from.partitions(route.from());
    int targets = to.partitions(route.to()).size();
    try (Consumer<byte[], byte[]> reader = from.reader(sources)) {
      for (TopicPartition source : sources) {
        progress.next(source).ifPresent(next -> reader.seek(source, next));
      }
      Map<TopicPartition, Long> ends = from.ends(sources);
      Records.read(reader, ends, records -> copy(route, records, sources.size(), targets));
    }
  }

  private void copy(
      Route route, ConsumerRecords<byte[], byte[]> records, int sources, int targets) {
    writer.beginTransaction();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte[] partner = route.partners().partner(record.key());
      if (partner == null
          || PartnerPartitioner.partitionOf(partner, sources) != record.partition()) {
        unreadable++;
        if (firstUnreadable == null) {
          firstUnreadable = record.topic() + "-" + record.partition() + "@" + record.offset();
        }
        continue;
      }
      var _ =
          writer.send(
              new ProducerRecord<>(
                  route.to(),
                  PartnerPartitioner.partitionOf(partner, targets),
                  record.timestamp(),
                  record.key(),
                  record.value(),
                  record.headers()));
      copied++;
      if (route.isOfCatalogue() && record.value() != null) {
        noteSchema(record.value());
      }
    }
    for (TopicPartition source : records.partitions()) {
      long last = Objects.requireNonNull(records.records(source).getLast()).offset();
      progress.note(writer, source, last + 1);
    }
    writer.commitTransaction();
  }

  private void noteSchema(byte[] value) {
    try {
      schemas.add(AvroDeserializer.schemaId(value));
    } catch (NotAvroException e) {
      // Nobody can read it; it is passed over there as it is here.
    }
  }
}
