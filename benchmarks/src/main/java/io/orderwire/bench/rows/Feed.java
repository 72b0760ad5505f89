package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.OrderEvent;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.processes.LocalSystem;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Small orders of any partners, published by the SDK. */
final class Feed implements AutoCloseable {
  private static final int WIRE_HEAD = 1 + Integer.BYTES;
  private static final int SIZE = 5_000;
  private static final List<String> SKUS =
      List.of("espresso-250g", "filter-1kg", "grinder", "cup-blue", "kettle", "scale", "syrup");

  /** Orders to be sent again and again: to make one takes longer than to send it. */
  private static final List<OrderEvent> TEMPLATES =
      Stream.generate(() -> json("template", "template", UUID.randomUUID()))
          .limit(SIZE)
          .map(json -> ((Parsed.Valid) EventJson.parse(json.getBytes(UTF_8))).event())
          .toList();

  private final OrderEventPublisher publisher;

  /** Into a system, with this linger. */
  Feed(LocalSystem system, Duration linger) {
    publisher =
        OrderEventPublisher.builder()
            .bootstrapServers(system.bootstrapServers())
            .schemaRegistryUrl(system.registryUrl())
            .linger(linger)
            .build();
  }

  /** An event as its JSON. What was ordered, and by whom, comes from its id. */
  static String json(String partnerId, String orderId, UUID eventId) {
    long any = eventId.getLeastSignificantBits();
    long cents = 100 + (any & 0xFFFF);
    String amount = "%d.%02d".formatted(cents / 100, cents % 100);
    String sku = SKUS.get((int) (any >>> 16 & 0xFFFF) % SKUS.size());
    return """
    {"event_id":"%s","partner_id":"%s","order_id":"%s","occurred_at":"2026-11-24T06:00:00Z",\
    "type":"order.created","data":{"customer_id":"c-%05d","currency":"EUR","total":"%s",\
    "items":[{"line":1,"sku":"%s","quantity":%d,"amount":"%s"}]}}"""
        .formatted(
            eventId,
            partnerId,
            orderId,
            (any >>> 32 & 0xFFFF),
            amount,
            sku,
            1 + (any >>> 48 & 7),
            amount);
  }

  /** An event as the SDK sends it, with an id of its own. */
  static OrderEvent event(String partnerId, String orderId) {
    UUID id = UUID.randomUUID();
    OrderEvent template = TEMPLATES.get((int) (id.getMostSignificantBits() >>> 40) % SIZE);
    return new OrderEvent(id, partnerId, orderId, template.getOccurredAt(), template.getData());
  }

  /** An event's bytes as they are in the input, but for the schema's id. */
  static byte[] wire(String partnerId, String orderId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[WIRE_HEAD]);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<>(OrderEvent.class).write(event(partnerId, orderId), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return out.toByteArray();
  }

  OrderEventPublisher publisher() {
    return publisher;
  }

  /** Publishes so many events of each partner, the partners in turn, and waits until all are in. */
  void publish(List<String> partners, int each) throws InterruptedException {
    int count = partners.size();
    publish(count * each, n -> event(partners.get(n % count), "ord-" + n / count));
  }

  /** Publishes so many events and waits until all are in. */
  void publish(int count, IntFunction<OrderEvent> events) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(count);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int n = 0; n < count; n++) {
      var _ =
          publisher
              .publish(events.apply(n))
              .whenComplete(
                  (published, failed) -> {
                    if (failed != null) {
                      failure.set(failed);
                    }
                    left.countDown();
                  });
    }
    left.await();
    if (failure.get() != null) {
      throw new RowFailedException("An event could not be published: " + failure.get());
    }
  }

  @Override
  public void close() {
    publisher.close();
  }
}
