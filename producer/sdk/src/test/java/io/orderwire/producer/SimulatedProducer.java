package io.orderwire.producer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What KafkaProducer 4.2 does with an idempotent producer's batches, step by step in one thread: up
 * to five in flight, retries in order with the old sequence numbers, and after a batch failed for
 * good a new epoch for what is left, unless the producer was closed in the callback. Requests that
 * were sent can reach the broker at any later time.
 */
final class SimulatedProducer extends MockProducer<byte[], byte[]> {

  private static int producerIds;

  private record Sent(byte[] value, Callback callback) {}

  private static final class Tracked {
    final int producerId;
    int sequence;
    final List<Sent> records;
    boolean waitsForAnswer;
    boolean retries;

    Tracked(int producerId, int sequence, List<Sent> records) {
      this.producerId = producerId;
      this.sequence = sequence;
      this.records = records;
    }
  }

  private static final class Partition {
    final Deque<Sent> queue = new ArrayDeque<>();
    final List<Tracked> tracked = new ArrayList<>();
    int producerId = ++producerIds;
    int nextSequence;
    boolean unresolved;
  }

  private final Random random;
  private final SimulatedBroker broker;
  private final List<Runnable> late;
  private final Map<Integer, Partition> partitions = new HashMap<>();
  private boolean closed;

  SimulatedProducer(Random random, SimulatedBroker broker, List<Runnable> late) {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.random = random;
    this.broker = broker;
    this.late = late;
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, Callback callback) {
    if (closed) {
      throw new IllegalStateException("Cannot perform operation after producer has been closed");
    }
    if (random.nextInt(200) == 0) {
      callback.onCompletion(null, new TimeoutException("no metadata"));
      return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
    }
    partition(record.partition()).queue.add(new Sent(record.value(), callback));
    return new CompletableFuture<>();
  }

  @Override
  public void close(Duration timeout) {
    closed = true;
  }

  /** One step of the I/O thread for one partition; {@code calm} means that nothing goes wrong. */
  void step(int number, boolean calm) {
    if (!closed) {
      Partition partition = partition(number);
      int dice = calm ? random.nextInt(2) : random.nextInt(20);
      switch (dice) {
        case 0, 2, 3, 4, 5, 6, 7, 8 -> drain(partition);
        case 19 -> expire(partition);
        default -> answer(number, partition, calm);
      }
    }
    finishClose();
  }

  private Partition partition(int number) {
    return partitions.computeIfAbsent(number, n -> new Partition());
  }

  private void drain(Partition partition) {
    Tracked retry = partition.tracked.stream().filter(t -> t.retries).findFirst().orElse(null);
    if (retry != null) {
      if (partition.tracked.indexOf(retry) == 0) {
        retry.retries = false;
        retry.waitsForAnswer = true;
      }
      return;
    }
    if (partition.queue.isEmpty() || partition.tracked.size() >= 5 || partition.unresolved) {
      return;
    }
    List<Sent> records = new ArrayList<>();
    for (int n = 1 + random.nextInt(4); n > 0 && !partition.queue.isEmpty(); n--) {
      records.add(partition.queue.poll());
    }
    Tracked batch = new Tracked(partition.producerId, partition.nextSequence, records);
    partition.nextSequence += records.size();
    batch.waitsForAnswer = true;
    partition.tracked.add(batch);
  }

  private void answer(int number, Partition partition, boolean calm) {
    List<Tracked> waiting = partition.tracked.stream().filter(t -> t.waitsForAnswer).toList();
    if (waiting.isEmpty()) {
      return;
    }
    Tracked batch = calm ? waiting.get(0) : waiting.get(random.nextInt(waiting.size()));
    SimulatedBroker.Batch request =
        new SimulatedBroker.Batch(
            batch.producerId,
            number,
            batch.sequence,
            batch.records.stream().map(Sent::value).toList());
    batch.waitsForAnswer = false;
    switch (calm ? 0 : random.nextInt(12)) {
      case 8 -> batch.retries = true; // lost, or refused for now
      case 9 -> { // appended, the answer lost
        broker.append(request);
        batch.retries = true;
      }
      case 10 -> { // on its way for longer than the client waits
        late.add(() -> broker.append(request));
        batch.retries = true;
      }
      case 11 -> {
        if (random.nextInt(4) == 0) {
          fail(partition, batch, new InvalidRecordException("refused for good"));
        } else {
          batch.retries = true;
        }
      }
      default -> {
        if (broker.append(request) == SimulatedBroker.Answer.OK) {
          partition.tracked.remove(batch);
          complete(number, batch);
        } else {
          batch.retries = true;
        }
      }
    }
  }

  private void expire(Partition partition) {
    if (!partition.tracked.isEmpty()) {
      Tracked oldest = partition.tracked.get(0);
      if (oldest.waitsForAnswer) { // it stays on the wire
        SimulatedBroker.Batch request =
            new SimulatedBroker.Batch(
                oldest.producerId,
                numberOf(partition),
                oldest.sequence,
                oldest.records.stream().map(Sent::value).toList());
        late.add(() -> broker.append(request));
      }
      partition.unresolved = true;
      fail(partition, oldest, new TimeoutException("Expiring records"));
    } else if (!partition.queue.isEmpty()) {
      Sent oldest = partition.queue.poll();
      oldest.callback.onCompletion(null, new TimeoutException("Expiring records"));
    }
  }

  private int numberOf(Partition partition) {
    return partitions.entrySet().stream()
        .filter(entry -> entry.getValue() == partition)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private void complete(int number, Tracked batch) {
    for (Sent sent : batch.records) {
      sent.callback.onCompletion(
          new RecordMetadata(new TopicPartition("t", number), 0, 0, -1, 0, 0), null);
    }
  }

  /** A batch failed for good: if the producer goes on, then with a new epoch, from number 0. */
  private void fail(Partition partition, Tracked batch, RuntimeException exception) {
    partition.tracked.remove(batch);
    batch.records.forEach(sent -> sent.callback.onCompletion(null, exception));
    if (!closed) {
      partition.producerId = ++producerIds;
      partition.unresolved = false;
      List<Tracked> old = List.copyOf(partition.tracked);
      partition.tracked.clear();
      partition.nextSequence = 0;
      for (Tracked left : old) {
        Tracked again = new Tracked(partition.producerId, partition.nextSequence, left.records);
        again.retries = true;
        partition.nextSequence += left.records.size();
        partition.tracked.add(again);
      }
    }
  }

  private void finishClose() {
    if (!closed) {
      return;
    }
    for (Map.Entry<Integer, Partition> entry : partitions.entrySet()) {
      Partition partition = entry.getValue();
      List<Sent> left = new ArrayList<>();
      for (Tracked tracked : partition.tracked) {
        if (tracked.waitsForAnswer) {
          SimulatedBroker.Batch request =
              new SimulatedBroker.Batch(
                  tracked.producerId,
                  entry.getKey(),
                  tracked.sequence,
                  tracked.records.stream().map(Sent::value).toList());
          late.add(() -> broker.append(request));
        }
        left.addAll(tracked.records);
      }
      left.addAll(partition.queue);
      partition.tracked.clear();
      partition.queue.clear();
      left.forEach(
          sent ->
              sent.callback.onCompletion(
                  null, new KafkaException("Producer is closed forcefully.")));
    }
  }
}
