package io.orderwire.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerializer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same small orders each time, as many as keep a benchmark from learning one by heart, given in
 * turn. For one thread.
 *
 * @param <T> the form they are in
 */
public final class Orders<T> {
  /** The partner of all of them. */
  public static final String PARTNER = "bench-partner";

  private static final int COUNT = 64;

  private final List<T> all;
  private int next;

  private Orders(Stream<T> all) {
    this.all = all.toList();
  }

  /** The next one. */
  public T next() {
    next = (next + 1) % COUNT;
    return all.get(next);
  }

  /** The same in another form. */
  public <R> Orders<R> map(Function<T, R> form) {
    return new Orders<>(all.stream().map(form));
  }

  /** As producers send them. */
  public static Orders<byte[]> json() {
    return new Orders<>(IntStream.range(0, COUNT).mapToObj(n -> text(n).getBytes(UTF_8)));
  }

  /** As Avro's classes. */
  public static Orders<OrderEvent> events() {
    return json().map(Orders::event);
  }

  /** As they are in the input topic. */
  public static Orders<byte[]> wire(RegistryClient registry) {
    AvroSerializer<OrderEvent> serializer =
        new AvroSerializer<>(registry, TopicCatalogue.EVENTS.valueOptions());
    String topic = TopicCatalogue.EVENTS.topicName();
    return events().map(event -> Objects.requireNonNull(serializer.serialize(topic, event)));
  }

  private static OrderEvent event(byte[] json) {
    if (EventJson.parse(json) instanceof Parsed.Valid(OrderEvent event)) {
      return event;
    }
    throw new IllegalStateException("an order that is not valid");
  }

  private static String text(int number) {
    return """
    {"event_id":"%s","partner_id":"%s","order_id":"ord-%d","occurred_at":"2026-11-24T06:00:00Z",\
    "type":"order.created","data":{"customer_id":"c-%05d","currency":"EUR","total":"%d.5",\
    "items":[{"line":1,"sku":"filter-1kg","quantity":%d,"amount":"%d.5"}]}}"""
        .formatted(
            new UUID(0x4000L | (long) number << 32, Long.MIN_VALUE | number * 0x9e3779b97f4aL),
            PARTNER,
            number,
            number,
            10 + number,
            1 + number % 8,
            10 + number);
  }
}
