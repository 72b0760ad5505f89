package io.orderwire.processor.history.topology;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' clients, whose records do not linger where few come: before a thread waits for
 * more, its producer sends what it has. Where many come, they linger and fill batches.
 */
final class PromptClients implements KafkaClientSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(PromptClients.class);

  /** Where a poll has brought more, the next one does not wait, and batches fill by themselves. */
  private static final int FEW = 100;

  /** The producer of each stream thread, by the client id that its clients have in common. */
  private final ConcurrentMap<String, PromptProducer> producers = new ConcurrentHashMap<>();

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    PromptProducer producer = new PromptProducer(config);
    producers.put(thread(config), producer);
    return producer;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PromptConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** {@code …-StreamThread-1} of {@code …-StreamThread-1-producer}. */
  private static String thread(Map<String, Object> config) {
    String clientId = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
    return clientId.substring(0, Math.max(0, clientId.lastIndexOf('-')));
  }

  private final class PromptConsumer extends KafkaConsumer<byte[], byte[]> {
    private final String thread;
    private boolean broughtFew;

    private PromptConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      thread = thread(config);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      PromptProducer producer = producers.get(thread);
      if (broughtFew && producer != null) {
        producer.sendNow();
      }
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      broughtFew = records.count() <= FEW;
      return records;
    }
  }

  /** Flushes in a thread of its own, as that waits until all is acknowledged. */
  private static final class PromptProducer extends KafkaProducer<byte[], byte[]> {
    private final Semaphore wanted = new Semaphore(0);
    private final Thread flusher;

    /** The stream thread's: whether something is sent that no flush is wanted for. */
    private boolean hasSent;

    private PromptProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
      flusher = Thread.ofVirtual().name("orderwire-flusher").start(this::flushWhenWanted);
    }

    @Override
    public Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
      hasSent = true;
      return super.send(record, callback);
    }

    private void sendNow() {
      if (hasSent) {
        hasSent = false;
        wanted.release();
      }
    }

    private void flushWhenWanted() {
      try {
        while (true) {
          wanted.acquire();
          wanted.drainPermits();
          try {
            flush();
          } catch (KafkaException e) {
            // Who sent it learns what is wrong with it; where this is interrupted, it ends above.
            LOG.debug("Not flushed", e);
          }
        }
      } catch (InterruptedException e) {
        LOG.trace("The producer is closed", e);
      }
    }

    @Override
    public void close(Duration timeout) {
      flusher.interrupt();
      super.close(timeout);
    }
  }
}
