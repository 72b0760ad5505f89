package io.orderwire.bench.micro;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An event from the wire format, with all that the deserializer does for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeMicro {
  private static final int HEADER = 5;

  private final KnownSchemas registry = new KnownSchemas();
  private final Orders<byte[]> orders = Orders.wire(registry);
  private final AvroDeserializer<OrderEvent> deserializer =
      AvroDeserializer.specific(OrderEvent.class, registry);
  private final SpecificDatumReader<OrderEvent> reader =
      new SpecificDatumReader<>(OrderEvent.class);
  private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

  @Benchmark
  public @Nullable OrderEvent ours() {
    return deserializer.deserialize(TopicCatalogue.EVENTS.topicName(), orders.next());
  }

  @Benchmark
  public OrderEvent baseline() throws IOException {
    byte[] wire = orders.next();
    return reader.read(
        null, DecoderFactory.get().binaryDecoder(wire, HEADER, wire.length - HEADER, decoder));
  }
}
