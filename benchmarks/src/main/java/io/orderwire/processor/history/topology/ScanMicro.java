package io.orderwire.processor.history.topology;

import io.orderwire.avro.OrderEvent;
import io.orderwire.bench.micro.KnownSchemas;
import io.orderwire.bench.micro.Orders;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An event's bytes checked and hashed; beside it they are decoded, without check and hash. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScanMicro {
  private final KnownSchemas registry = new KnownSchemas();
  private final Orders<byte[]> orders = Orders.wire(registry);
  private final EventScan scan = new EventScan();
  private final AvroDeserializer<OrderEvent> deserializer =
      AvroDeserializer.specific(OrderEvent.class, registry);

  @Benchmark
  public Object ours() {
    Message.Scanned scanned = scan.read(orders.next());
    if (scanned == null) {
      throw new IllegalStateException("an order that cannot be scanned");
    }
    return scanned;
  }

  @Benchmark
  public @Nullable OrderEvent baseline() {
    return deserializer.deserialize(TopicCatalogue.EVENTS.topicName(), orders.next());
  }
}
