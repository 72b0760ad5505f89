package io.orderwire.producer;

import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka producer that answers when a test says so, and aborts what is pending when closed. */
class ManualProducer extends MockProducer<byte[], byte[]> {

  private boolean aborting;

  ManualProducer() {
    super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public synchronized void close(Duration timeout) {
    super.close(timeout);
    if (!aborting) {
      aborting = true;
      while (errorNext(new KafkaException("Producer is closed forcefully."))) {
        // each in turn
      }
    }
  }
}
