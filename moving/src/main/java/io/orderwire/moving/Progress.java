package io.orderwire.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How far a move has come: a topic beside those that are moved into. It is written in the
 * transactions that copy, so what it says was copied is there, once, and nothing beyond it is.
 */
final class Progress {
  private static final String SOURCE = "source";

  private final Cluster to;
  private final String topic;
  private final Map<String, Long> next = new HashMap<>();
  private Optional<String> source = Optional.empty();

  Progress(Cluster to) {
    this.to = to;
    this.topic = to.generation().movingTopic();
  }

  /** Whether a move has begun and not ended. */
  boolean isThere() {
    return to.topics().contains(topic);
  }

  /** Begins, or goes on; to be called when whoever did so before is fenced. */
  void begin(String description, short replicas, Producer<byte[], byte[]> writer) {
    to.create(
        topic,
        1,
        replicas,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    Records.readAll(
        to,
        topic,
        record -> {
          String what = new String(record.key(), UTF_8);
          if (what.equals(SOURCE)) {
            source = Optional.of(new String(record.value(), UTF_8));
          } else {
            next.put(what, ByteBuffer.wrap(record.value()).getLong());
          }
        });
    if (source.isEmpty()) {
      writer.beginTransaction();
      write(writer, SOURCE, description.getBytes(UTF_8));
      writer.commitTransaction();
    } else if (!source.get().equals(description)) {
      throw new IllegalStateException(
          "A move from "
              + source.get()
              + " has begun there and not ended, and this one is from "
              + description
              + ". Only to begin anew, delete the topics of that generation, the changelogs of its"
              + " processor, and "
              + topic
              + ".");
    }
  }

  /** Where to go on with a partition, or empty where nothing of it is copied. */
  Optional<Long> next(TopicPartition partition) {
    return Optional.ofNullable(next.get(partition.toString()));
  }

  /** Notes, in the transaction that is open, where to go on. */
  void note(Producer<byte[], byte[]> writer, TopicPartition partition, long offset) {
    write(writer, partition.toString(), ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
  }

  /** The move is done, and everybody may begin. */
  void end() {
    to.delete(topic);
  }

  private void write(Producer<byte[], byte[]> writer, String key, byte[] value) {
    var _ = writer.send(new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value));
  }
}
