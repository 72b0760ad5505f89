package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.OrderEvent;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.system.BenchSystem;
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
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Small orders of any partners, published by the SDK. */
final class Feed implements AutoCloseable {
  private static final int WIRE_HEAD = 1 + Integer.BYTES;
  private static final OrderEvent TEMPLATE =
      ((Parsed.Valid) EventJson.parse(json("template", "template", new UUID(0, 0)).getBytes(UTF_8)))
          .event();

  private final OrderEventPublisher publisher;

  /** Into a system, with this linger. */
  Feed(BenchSystem system, Duration linger) {
    publisher =
        OrderEventPublisher.builder()
            .bootstrapServers(system.bootstrapServers())
            .schemaRegistryUrl(system.registryUrl())
            .linger(linger)
            .build();
  }

  /** An event as its JSON. */
  static String json(String partnerId, String orderId, UUID eventId) {
    return """
    {"event_id":"%s","partner_id":"%s","order_id":"%s","occurred_at":"2026-11-24T06:00:00Z",\
    "type":"order.created","data":{"customer_id":"c-1","currency":"EUR","total":"12.50",\
    "items":[{"line":1,"sku":"espresso","quantity":5,"amount":"12.50"}]}}\
    """
        .formatted(eventId, partnerId, orderId);
  }

  /** An event as the SDK sends it, with an id of its own. */
  static OrderEvent event(String partnerId, String orderId) {
    return new OrderEvent(
        UUID.randomUUID(), partnerId, orderId, TEMPLATE.getOccurredAt(), TEMPLATE.getData());
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
    CountDownLatch left = new CountDownLatch(partners.size() * each);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int n = 0; n < each; n++) {
      for (String partner : partners) {
        var _ =
            publisher
                .publish(event(partner, "ord-" + n))
                .whenComplete(
                    (published, failed) -> {
                      if (failed != null) {
                        failure.set(failed);
                      }
                      left.countDown();
                    });
      }
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
