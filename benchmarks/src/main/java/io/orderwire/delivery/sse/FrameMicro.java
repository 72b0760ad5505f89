package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.micro.Orders;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.kafka.history.RenderMicro;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A frame of an item; beside it a text put together and encoded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameMicro {
  private final Orders<Event> items = RenderMicro.items();
  private final Orders<String> texts = items.map(item -> new String(item.json(), UTF_8));
  private final Frames frames = new Frames(1_024);
  private final String id = ItemIds.encode(Orders.PARTNER, items.next().position());

  @Benchmark
  public byte[] ours() {
    Event item = items.next();
    return frames.event(id, item.type().wireName(), item.json()).take();
  }

  @Benchmark
  public byte[] baseline() {
    return ("id: " + id + "\nevent: order.created\ndata: " + texts.next() + "\n\n").getBytes(UTF_8);
  }
}
