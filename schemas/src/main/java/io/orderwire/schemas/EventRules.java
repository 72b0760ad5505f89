package io.orderwire.schemas;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.schemas.serde.TrustedClasses;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are valid: grammars, ranges and limits, the same for whoever sends and for the
 * processor. A pure function of the event, and independent of the Java version: currencies, for
 * example, are three capital letters and not what a JDK happens to know.
 *
 * <p>A character is a Unicode code point. Texts hold no U+0000 and no lone surrogates; names
 * (customer, SKU, carrier, attribute names) hold no control characters at all.
 */
public final class EventRules {
  /**
   * Rises with every change that makes a valid event invalid or the other way round. The processor
   * pins it, since it decides what is sequenced.
   */
  public static final int VERSION = 1;

  /** The most bytes that an event may have in Avro with the wire format's header: 256 KiB. */
  public static final int MAX_EVENT_BYTES = 262_144;

  /** Most lines of an order. */
  public static final int MAX_ITEMS = 1_000;

  /** Most attributes of an order. */
  public static final int MAX_ATTRIBUTES = 100;

  /** Most characters of customer, SKU, carrier and an attribute's name. */
  public static final int MAX_NAME = 128;

  /** Most characters of a reason and of an attribute's value. */
  public static final int MAX_TEXT = 1_000;

  /** The statuses of an order. */
  public static final Set<String> STATUSES =
      Set.of("new", "accepted", "rejected", "preparing", "ready", "completed");

  /** Who may cancel an order. */
  public static final Set<String> CANCELLERS = Set.of("customer", "partner", "system");

  private static final int MAX_PARTNER_ID = 64;
  private static final int MAX_ORDER_ID = 128;
  private static final int CURRENCY = 3;
  private static final Set<String> ROUTES = Set.of("events", "created-history");
  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER_LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  static {
    TrustedClasses.trustGenerated();
  }

  private EventRules() {}

  /** Whether this is a partner id: {@code [a-z0-9][a-z0-9._-]{0,63}}. */
  public static boolean isPartnerId(@Nullable String id) {
    return id != null
        && Texts.isOf(id, 1, MAX_PARTNER_ID, Texts.SMALL | Texts.DIGIT | Texts.DOTTED)
        && Texts.isOf(id.substring(0, 1), 1, 1, Texts.SMALL | Texts.DIGIT);
  }

  /** Whether this is an order id: 1 to 128 of {@code [A-Za-z0-9._:-]}, and no route's name. */
  public static boolean isOrderId(@Nullable String id) {
    return id != null
        && Texts.isOf(
            id,
            1,
            MAX_ORDER_ID,
            Texts.SMALL | Texts.CAPITAL | Texts.DIGIT | Texts.DOTTED | Texts.COLON)
        && !ROUTES.contains(id);
  }

  /** The rules that the event breaks, in the order of its fields; empty if it is valid. */
  public static List<Violation> check(OrderEvent event) {
    Violations found = new Violations();
    found.require("event_id", event.getEventId());
    if (!isPartnerId(event.getPartnerId())) {
      found.add("partner_id", "must be [a-z0-9][a-z0-9._-]{0,63}");
    }
    if (!isOrderId(event.getOrderId())) {
      found.add(
          "order_id",
          "must be 1 to 128 of [A-Za-z0-9._:-], and neither events nor created-history");
    }
    Instant occurredAt = event.getOccurredAt();
    if (found.require("occurred_at", occurredAt)
        && (occurredAt.isBefore(FIRST_TIME) || occurredAt.isAfter(AFTER_LAST_TIME))) {
      found.add("occurred_at", "must lie in the years 1 to 9999");
    }
    Object data = event.getData();
    if (data instanceof OrderCreated created) {
      check(created, found);
    } else if (data instanceof OrderStatusChanged changed) {
      check(changed, found);
    } else if (data instanceof OrderItemFulfilled fulfilled) {
      check(fulfilled, found);
    } else if (data instanceof OrderCancelled cancelled) {
      check(cancelled, found);
    } else {
      found.add("data", "must be of one of the event types");
    }
    return found.toList();
  }

  private static void check(OrderCreated data, Violations found) {
    found.name("data.customer_id", data.getCustomerId());
    if (data.getCurrency() == null
        || !Texts.isOf(data.getCurrency(), CURRENCY, CURRENCY, Texts.CAPITAL)) {
      found.add("data.currency", "must be an ISO 4217 code of three capital letters");
    }
    found.amount("data.total", data.getTotal());
    List<OrderItem> items = data.getItems();
    if (found.require("data.items", items)) {
      if (items.isEmpty() || items.size() > MAX_ITEMS) {
        found.add("data.items", "must have 1 to " + MAX_ITEMS + " lines");
      }
      checkItems(items, found);
    }
    if (data.getAttributes() != null) {
      checkAttributes(data.getAttributes(), found);
    }
  }

  private static void checkItems(List<OrderItem> items, Violations found) {
    Set<Integer> lines = new HashSet<>(2 * items.size());
    for (int i = 0; i < items.size() && !found.isFull(); i++) {
      OrderItem item = items.get(i);
      found.inItem(i);
      if (!found.require("", item)) {
        continue;
      }
      found.atLeastOne("line", item.getLine());
      if (!lines.add(item.getLine())) {
        found.add("line", "must be unique within the order");
      }
      found.name("sku", item.getSku());
      found.atLeastOne("quantity", item.getQuantity());
      found.amount("amount", item.getAmount());
    }
    found.inNoItem();
  }

  private static void checkAttributes(Map<String, String> attributes, Violations found) {
    if (attributes.size() > MAX_ATTRIBUTES) {
      found.add("data.attributes", "must have at most " + MAX_ATTRIBUTES + " entries");
      return;
    }
    attributes.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              if (Texts.isName(name)) {
                found.text("data.attributes." + name, attributes.get(name), 0, MAX_TEXT);
              } else {
                found.add(
                    "data.attributes",
                    "names must have 1 to " + MAX_NAME + " characters and no control characters");
              }
            });
  }

  private static void check(OrderStatusChanged data, Violations found) {
    found.oneOf("data.from", data.getFrom(), STATUSES);
    found.oneOf("data.to", data.getTo(), STATUSES);
    if (data.getFrom() != null && data.getFrom().equals(data.getTo())) {
      found.add("data.to", "must differ from data.from");
    }
    if (data.getReason() != null) {
      found.text("data.reason", data.getReason(), 0, MAX_TEXT);
    }
  }

  private static void check(OrderItemFulfilled data, Violations found) {
    found.atLeastOne("data.line", data.getLine());
    found.name("data.sku", data.getSku());
    found.atLeastOne("data.quantity", data.getQuantity());
    found.name("data.carrier", data.getCarrier());
  }

  private static void check(OrderCancelled data, Violations found) {
    found.oneOf("data.by", data.getBy(), CANCELLERS);
    found.text("data.reason", data.getReason(), 1, MAX_TEXT);
  }
}
