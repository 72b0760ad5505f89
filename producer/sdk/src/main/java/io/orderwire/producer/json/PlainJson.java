package io.orderwire.producer.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event from JSON in printable ASCII without escapes, with {@code type} before {@code
 * data}. That is most of what is sent. Gives the event that {@link EventReader} reads, or none: it
 * looks for no fault, and whatever it does not expect is left to that. The rules are not checked.
 *
 * <p>For one event, in one thread.
 */
final class PlainJson {
  private static final byte[] EVENT_ID = name("event_id");
  private static final byte[] PARTNER_ID = name("partner_id");
  private static final byte[] ORDER_ID = name("order_id");
  private static final byte[] OCCURRED_AT = name("occurred_at");
  private static final byte[] TYPE = name("type");
  private static final byte[] DATA = name("data");
  private static final byte[] CUSTOMER_ID = name("customer_id");
  private static final byte[] CURRENCY = name("currency");
  private static final byte[] TOTAL = name("total");
  private static final byte[] ITEMS = name("items");
  private static final byte[] ATTRIBUTES = name("attributes");
  private static final byte[] LINE = name("line");
  private static final byte[] SKU = name("sku");
  private static final byte[] QUANTITY = name("quantity");
  private static final byte[] AMOUNT = name("amount");
  private static final byte[] CARRIER = name("carrier");
  private static final byte[] FROM = name("from");
  private static final byte[] TO = name("to");
  private static final byte[] REASON = name("reason");
  private static final byte[] BY = name("by");

  private final PlainCursor in;

  private PlainJson(PlainCursor in) {
    this.in = in;
  }

  private static byte[] name(String name) {
    return name.getBytes(ISO_8859_1);
  }

  /** The event of these bytes, or null. */
  static @Nullable OrderEvent read(
      byte[] json, int offset, int length, @Nullable UUID eventIdIfMissing) {
    PlainCursor in = new PlainCursor(json, offset, length);
    OrderEvent event = new PlainJson(in).event(eventIdIfMissing);
    return in.failed() || !in.isAtEnd() ? null : event;
  }

  private @Nullable OrderEvent event(@Nullable UUID eventIdIfMissing) {
    UUID eventId = eventIdIfMissing;
    String partnerId = null;
    String orderId = null;
    Instant occurredAt = null;
    String type = null;
    Object data = null;
    int seen = 0;
    in.open('{');
    do {
      in.name();
      if (in.is(EVENT_ID)) {
        seen = once(seen, 1);
        eventId = in.uuid();
      } else if (in.is(PARTNER_ID)) {
        seen = once(seen, 2);
        partnerId = in.text();
      } else if (in.is(ORDER_ID)) {
        seen = once(seen, 4);
        orderId = in.text();
      } else if (in.is(OCCURRED_AT)) {
        seen = once(seen, 8);
        occurredAt = Times.parse(in.text()).time();
      } else if (in.is(TYPE)) {
        seen = once(seen, 16);
        type = in.text();
      } else if (in.is(DATA) && type != null) {
        seen = once(seen, 32);
        data = data(type);
      } else {
        in.fail();
      }
    } while (in.hasMore('}'));
    boolean whole =
        eventId != null
            && partnerId != null
            && orderId != null
            && occurredAt != null
            && data != null;
    return whole ? new OrderEvent(eventId, partnerId, orderId, occurredAt, data) : null;
  }

  private int once(int seen, int field) {
    if ((seen & field) != 0) {
      in.fail();
    }
    return seen | field;
  }

  private @Nullable Object data(String type) {
    return switch (type) {
      case EventTypes.CREATED -> created();
      case EventTypes.STATUS_CHANGED -> statusChanged();
      case EventTypes.ITEM_FULFILLED -> itemFulfilled();
      case EventTypes.CANCELLED -> cancelled();
      default -> null;
    };
  }

  private @Nullable OrderCreated created() {
    String customerId = null;
    String currency = null;
    BigDecimal total = null;
    List<OrderItem> items = null;
    Map<String, String> attributes = null;
    int seen = 0;
    in.open('{');
    do {
      in.name();
      if (in.is(CUSTOMER_ID)) {
        seen = once(seen, 1);
        customerId = in.text();
      } else if (in.is(CURRENCY)) {
        seen = once(seen, 2);
        currency = in.text();
      } else if (in.is(TOTAL)) {
        seen = once(seen, 4);
        total = in.amount();
      } else if (in.is(ITEMS)) {
        seen = once(seen, 8);
        items = items();
      } else if (in.is(ATTRIBUTES)) {
        seen = once(seen, 16);
        attributes = attributes();
      } else {
        in.fail();
      }
    } while (in.hasMore('}'));
    return (seen & 15) == 15
        ? new OrderCreated(customerId, currency, total, items, attributes)
        : null;
  }

  private List<OrderItem> items() {
    List<OrderItem> items = new ArrayList<>(4);
    in.open('[');
    do {
      OrderItem item = item();
      if (item == null) {
        in.fail();
      } else {
        items.add(item);
      }
    } while (in.hasMore(']'));
    return items;
  }

  private @Nullable OrderItem item() {
    int line = 0;
    String sku = null;
    int quantity = 0;
    BigDecimal amount = null;
    int seen = 0;
    in.open('{');
    do {
      in.name();
      if (in.is(LINE)) {
        seen = once(seen, 1);
        line = in.integer();
      } else if (in.is(SKU)) {
        seen = once(seen, 2);
        sku = in.text();
      } else if (in.is(QUANTITY)) {
        seen = once(seen, 4);
        quantity = in.integer();
      } else if (in.is(AMOUNT)) {
        seen = once(seen, 8);
        amount = in.amount();
      } else {
        in.fail();
      }
    } while (in.hasMore('}'));
    return seen == 15 ? new OrderItem(line, sku, quantity, amount) : null;
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    in.open('{');
    do {
      in.name();
      String name = in.last();
      if (attributes.put(name, in.text()) != null) {
        in.fail();
      }
    } while (in.hasMore('}'));
    return attributes;
  }

  private @Nullable OrderStatusChanged statusChanged() {
    String from = null;
    String to = null;
    String reason = null;
    int seen = 0;
    in.open('{');
    do {
      in.name();
      if (in.is(FROM)) {
        seen = once(seen, 1);
        from = in.text();
      } else if (in.is(TO)) {
        seen = once(seen, 2);
        to = in.text();
      } else if (in.is(REASON)) {
        seen = once(seen, 4);
        reason = in.text();
      } else {
        in.fail();
      }
    } while (in.hasMore('}'));
    return (seen & 3) == 3 ? new OrderStatusChanged(from, to, reason) : null;
  }

  private @Nullable OrderItemFulfilled itemFulfilled() {
    int line = 0;
    String sku = null;
    int quantity = 0;
    String carrier = null;
    int seen = 0;
    in.open('{');
    do {
      in.name();
      if (in.is(LINE)) {
        seen = once(seen, 1);
        line = in.integer();
      } else if (in.is(SKU)) {
        seen = once(seen, 2);
        sku = in.text();
      } else if (in.is(QUANTITY)) {
        seen = once(seen, 4);
        quantity = in.integer();
      } else if (in.is(CARRIER)) {
        seen = once(seen, 8);
        carrier = in.text();
      } else {
        in.fail();
      }
    } while (in.hasMore('}'));
    return seen == 15 ? new OrderItemFulfilled(line, sku, quantity, carrier) : null;
  }

  private @Nullable OrderCancelled cancelled() {
    String by = null;
    String reason = null;
    int seen = 0;
    in.open('{');
    do {
      in.name();
      if (in.is(BY)) {
        seen = once(seen, 1);
        by = in.text();
      } else if (in.is(REASON)) {
        seen = once(seen, 2);
        reason = in.text();
      } else {
        in.fail();
      }
    } while (in.hasMore('}'));
    return seen == 3 ? new OrderCancelled(by, reason) : null;
  }
}
