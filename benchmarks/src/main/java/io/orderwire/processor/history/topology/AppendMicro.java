package io.orderwire.processor.history.topology;

import io.orderwire.bench.micro.KnownSchemas;
import io.orderwire.bench.micro.Orders;
import io.orderwire.processor.history.Appended;
import io.orderwire.processor.history.Arrival;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Sequencer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A scanned event appended: the next head, what is remembered of the id, the history's record.
 * Beside it what a bare app would do: a counter read and written, and the record copied.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AppendMicro {
  private final Orders<Message.Scanned> events;
  private final Orders<byte[]> wires;
  private final HistoryRecords records;
  private final Origin origin = new Origin(new UUID(1, 2), 7, 123_456_789L);
  private Head head = Head.EMPTY;
  private byte[] counter = new byte[Long.BYTES];
  private long now = 1_790_000_000_000L;

  public AppendMicro() {
    KnownSchemas registry = new KnownSchemas();
    EventScan scan = new EventScan();
    wires = Orders.wire(registry);
    events = wires.map(wire -> scanned(scan, wire));
    records = new HistoryRecords(registry);
    records.prepare();
  }

  private static Message.Scanned scanned(EventScan scan, byte[] wire) {
    Message.Scanned scanned = scan.read(wire);
    if (scanned == null) {
      throw new IllegalStateException("an order that cannot be scanned");
    }
    return scanned;
  }

  @Benchmark
  public void ours(Blackhole hole) {
    Message.Scanned event = events.next();
    now++;
    Arrival arrival = new Arrival(event.id(), event.content(), Instant.ofEpochMilli(now));
    if (!(Sequencer.append(head, null, arrival) instanceof Appended done)) {
      throw new IllegalStateException("an order that was not appended");
    }
    head = done.head();
    hole.consume(done.remembered());
    hole.consume(
        records.event(done.remembered().slot(), event, done.remembered().recordedAt(), origin));
  }

  @Benchmark
  public byte[] baseline() {
    long count = ByteBuffer.wrap(counter).getLong() + 1;
    counter = ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    return wires.next().clone();
  }
}
