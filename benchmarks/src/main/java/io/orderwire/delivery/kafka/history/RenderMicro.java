package io.orderwire.delivery.kafka.history;

import io.orderwire.avro.OrderEvent;
import io.orderwire.bench.micro.Orders;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An event rendered in both of its forms, with its id; beside it Jackson writes the same two
 * documents from trees that are there already.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderMicro {
  private static final Position POSITION = new Position(0, 123_456);
  private static final Instant RECORDED_AT = Instant.parse("2026-11-24T06:00:01.234Z");

  private final Orders<OrderEvent> orders = Orders.events();
  private final ObjectMapper jackson = new ObjectMapper();
  private final Orders<JsonNode> items = orders.map(order -> tree(rendered(order).json()));
  private final Orders<JsonNode> created =
      orders.map(order -> tree(rendered(order).createdHistoryJson()));

  private JsonNode tree(byte[] json) {
    return jackson.readTree(json);
  }

  private static Event rendered(OrderEvent order) {
    return ItemRenderer.event(Orders.PARTNER, POSITION, order, RECORDED_AT);
  }

  @Benchmark
  public Event ours() {
    return rendered(orders.next());
  }

  @Benchmark
  public int baseline() {
    return jackson.writeValueAsBytes(items.next()).length
        + jackson.writeValueAsBytes(created.next()).length;
  }

  /** Items of a history, for benchmarks of what is made of them. */
  public static Orders<Event> items() {
    return Orders.events().map(RenderMicro::rendered);
  }
}
