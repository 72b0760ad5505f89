package io.orderwire.verify.workload;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.verify.record.Token;
import java.util.random.RandomGenerator;

/** What has to be rejected. */
final class Poison {
  private static final int MOST_BYTES = 64;

  private Poison() {}

  /** Bytes of which the first is not the wire format's. */
  static byte[] undecodable(RandomGenerator random) {
    byte[] bytes = new byte[1 + random.nextInt(MOST_BYTES)];
    random.nextBytes(bytes);
    bytes[0] = (byte) (1 + random.nextInt(255));
    return bytes;
  }

  /** The event, with its token, and with one field that breaks a rule. */
  static OrderEvent invalid(RandomGenerator random, OrderEvent valid, long token) {
    String text = Token.text(token);
    return switch (random.nextInt(6)) {
      case 0 -> with(valid, "events", valid.getData());
      case 1 -> with(valid, "no/slash", valid.getData());
      case 2 -> with(valid, new OrderStatusChanged("ready", "ready", text));
      case 3 -> with(valid, new OrderStatusChanged("new", "lost", text));
      case 4 -> with(valid, new OrderItemFulfilled(1, "sku-1", 0, text));
      default -> with(valid, new OrderCancelled("nobody", text));
    };
  }

  /** Another event with the id of this one. */
  static OrderEvent withReusedId(OrderEvent original, long token) {
    return with(original, new OrderCancelled("system", Token.text(token)));
  }

  private static OrderEvent with(OrderEvent event, Object data) {
    return with(event, event.getOrderId(), data);
  }

  private static OrderEvent with(OrderEvent event, String orderId, Object data) {
    return new OrderEvent(
        event.getEventId(), event.getPartnerId(), orderId, event.getOccurredAt(), data);
  }
}
