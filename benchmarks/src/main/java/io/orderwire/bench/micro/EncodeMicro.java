package io.orderwire.bench.micro;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An event into the wire format, with all that the serializer does for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeMicro {
  private final Orders<OrderEvent> orders = Orders.events();
  private final AvroSerializer<OrderEvent> serializer =
      new AvroSerializer<>(new KnownSchemas(), TopicCatalogue.EVENTS.valueOptions());
  private final SpecificDatumWriter<OrderEvent> writer =
      new SpecificDatumWriter<>(OrderEvent.class);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

  @Benchmark
  public byte @Nullable [] ours() {
    return serializer.serialize(TopicCatalogue.EVENTS.topicName(), orders.next());
  }

  @Benchmark
  public byte[] baseline() throws IOException {
    out.reset();
    writer.write(orders.next(), encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
