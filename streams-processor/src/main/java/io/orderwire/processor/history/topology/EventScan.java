package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.avro.OrderEvent;
import io.orderwire.processor.history.CanonicalContent;
import io.orderwire.schemas.EventRules;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event from its bytes without decoding them, where that comes to the same. It is for
 * nearly all events, and only for valid ones, written as our own serializer writes them: every
 * number and amount as short as it can be, a list in one block, texts in printable ASCII, at most
 * one attribute. Of such an event the decoded datum would be encoded as the same bytes, so these
 * can be copied into the history. Of all others it says nothing; they are decoded and checked in
 * full.
 *
 * <p>For one thread.
 */
final class EventScan {
  /** In the order of the schema's union. */
  private static final List<byte[]> TYPES =
      Stream.of("order.created", "order.status_changed", "order.item_fulfilled", "order.cancelled")
          .map(CanonicalContent::name)
          .toList();

  private static final byte[] ORDER_ID = CanonicalContent.name("order_id");
  private static final byte[] OCCURRED_AT = CanonicalContent.name("occurred_at");
  private static final byte[] CUSTOMER_ID = CanonicalContent.name("customer_id");
  private static final byte[] CURRENCY = CanonicalContent.name("currency");
  private static final byte[] TOTAL = CanonicalContent.name("total");
  private static final byte[] ITEMS = CanonicalContent.name("items");
  private static final byte[] LINE = CanonicalContent.name("line");
  private static final byte[] SKU = CanonicalContent.name("sku");
  private static final byte[] QUANTITY = CanonicalContent.name("quantity");
  private static final byte[] AMOUNT = CanonicalContent.name("amount");
  private static final byte[] FROM = CanonicalContent.name("from");
  private static final byte[] TO = CanonicalContent.name("to");
  private static final byte[] REASON = CanonicalContent.name("reason");
  private static final byte[] CARRIER = CanonicalContent.name("carrier");
  private static final byte[] BY = CanonicalContent.name("by");
  private static final byte[] ATTRIBUTES = CanonicalContent.name("attributes");
  private static final byte[] NOTHING = {};

  private static final long LAST_MICROS = 253_402_300_799_999_999L; // of the year 9999
  private static final int MAX_PARTNER_ID = 64;
  private static final int MAX_ORDER_ID = 128;

  private final CanonicalContent content = new CanonicalContent();
  private final WireCursor in = new WireCursor();

  /** Whether what was written by a schema can be read at all: it is today's but for texts in it. */
  static boolean reads(Schema writer) {
    return WireShape.isSame(writer, OrderEvent.getClassSchema());
  }

  /**
   * The event, or null if it is to be decoded.
   *
   * @param wire with the wire format's header, written by a schema that this {@link #reads}
   */
  Message.@Nullable Scanned read(byte[] wire) {
    in.begin(wire);
    UUID id = in.uuid();
    int partnerSize = in.text(1, MAX_PARTNER_ID, WireCursor.PARTNER_ID);
    int partnerAt = in.at() - partnerSize;
    int orderSize = in.text(1, MAX_ORDER_ID, WireCursor.ORDER_ID);
    int orderAt = in.at() - orderSize;
    long occurredAt = in.number(0, LAST_MICROS);
    if (in.failed() || !WireCursor.isAlphanumeric(wire[partnerAt])) {
      return null;
    }
    int branch = (int) in.number(0, TYPES.size() - 1);
    if (isRoute(wire, orderAt, orderSize)) {
      return null;
    }
    content
        .begin(TYPES.get(branch))
        .put(ORDER_ID, wire, orderAt, orderSize)
        .put(OCCURRED_AT, occurredAt);
    switch (branch) {
      case 0 -> created();
      case 1 -> statusChanged();
      case 2 -> itemFulfilled();
      default -> cancelled();
    }
    if (in.failed() || !in.isAtEnd()) {
      return null;
    }
    String partner = new String(wire, partnerAt, partnerSize, ISO_8859_1);
    return new Message.Scanned(partner, id, content.hash(), wire);
  }

  private static boolean isRoute(byte[] wire, int at, int size) {
    return (wire[at] == 'e' || wire[at] == 'c')
        && !EventRules.isOrderId(new String(wire, at, size, ISO_8859_1));
  }

  private void created() {
    name(CUSTOMER_ID);
    put(CURRENCY, in.text(3, 3, WireCursor.CAPITAL));
    put(TOTAL, in.amount());
    long items = in.number(1, EventRules.MAX_ITEMS);
    content.put(ITEMS, items);
    long line = 0;
    for (long n = 0; n < items && !in.failed(); n++) {
      // Lines that rise are unique.
      line = in.number(line + 1, Integer.MAX_VALUE);
      content.put(LINE, line);
      name(SKU);
      content.put(QUANTITY, in.number(1, Integer.MAX_VALUE));
      put(AMOUNT, in.amount());
      content.endPart();
    }
    in.number(0, 0); // no other block of items
    if (in.number(0, 1) == 1) {
      content.put(ATTRIBUTES, in.number(1, 1));
      name(NOTHING);
      put(NOTHING, in.text(0, EventRules.MAX_TEXT, WireCursor.PRINTABLE));
      in.number(0, 0);
    }
  }

  private void statusChanged() {
    int from = in.text(1, EventRules.MAX_NAME, WireCursor.PRINTABLE);
    String before = in.last(from);
    put(FROM, from);
    int to = in.text(1, EventRules.MAX_NAME, WireCursor.PRINTABLE);
    String after = in.last(to);
    put(TO, to);
    if (!EventRules.STATUSES.contains(before)
        || !EventRules.STATUSES.contains(after)
        || before.equals(after)) {
      in.fail();
    }
    if (in.number(0, 1) == 1) {
      put(REASON, in.text(0, EventRules.MAX_TEXT, WireCursor.PRINTABLE));
    }
  }

  private void itemFulfilled() {
    content.put(LINE, in.number(1, Integer.MAX_VALUE));
    name(SKU);
    content.put(QUANTITY, in.number(1, Integer.MAX_VALUE));
    name(CARRIER);
  }

  private void cancelled() {
    int by = in.text(1, EventRules.MAX_NAME, WireCursor.PRINTABLE);
    if (!EventRules.CANCELLERS.contains(in.last(by))) {
      in.fail();
    }
    put(BY, by);
    put(REASON, in.text(1, EventRules.MAX_TEXT, WireCursor.PRINTABLE));
  }

  private void name(byte[] field) {
    put(field, in.text(1, EventRules.MAX_NAME, WireCursor.PRINTABLE));
  }

  /** Adds what the cursor read last. */
  private void put(byte[] field, int size) {
    content.put(field, in.source(), in.sourceEnd() - size, size);
  }
}
