package io.orderwire.delivery.polling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.micro.Orders;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.kafka.history.RenderMicro;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A page of 100 items with its cursors and its tag; beside it the items are only copied. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageMicro {
  private static final int ITEMS = 100;

  private final Caller caller = new Caller(Orders.PARTNER, "key", Set.of(), Optional.empty());
  private final List<Event> events =
      Stream.generate(RenderMicro.items()::next).limit(ITEMS).toList();
  private final byte[] comma = ",".getBytes(ISO_8859_1);

  @Benchmark
  public Object ours() {
    Event last = events.getLast();
    return Listing.EVENTS.answer(
        caller, new Page(events, last.position(), last.position(), true, true));
  }

  @Benchmark
  public byte[] baseline() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    for (Event event : events) {
      out.writeBytes(event.json());
      out.writeBytes(comma);
    }
    return out.toByteArray();
  }
}
