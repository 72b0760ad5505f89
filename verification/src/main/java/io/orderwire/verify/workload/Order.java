package io.orderwire.verify.workload;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.verify.record.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An order on its way: created, accepted, preparing, ready, each line fulfilled, completed; or
 * rejected, or cancelled before its end. Not safe for threads.
 */
final class Order {
  private static final int MOST_LINES = 4;
  private static final int MOST_UNITS = 9;
  private static final int MOST_CENTS = 50_000;
  private static final int SCALE = 4;
  private static final long SCALED_CENT = 100;
  private static final double CANCELLED = 0.04;
  private static final double REJECTED = 0.05;
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "JPY", "KWD");
  private static final List<String> CANCELLERS = List.of("customer", "partner", "system");

  private final String id;
  private final List<OrderItem> items = new ArrayList<>();
  private String status = "new";
  private int fulfilled;
  private boolean ended;

  Order(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Whether nothing more happens to it. */
  boolean hasEnded() {
    return ended;
  }

  /** What happens next, with the token in it; its creation first. */
  Object next(RandomGenerator random, long token) {
    String text = Token.text(token);
    if (items.isEmpty()) {
      return created(random, text);
    }
    if (random.nextDouble() < CANCELLED) {
      ended = true;
      return new OrderCancelled(CANCELLERS.get(random.nextInt(CANCELLERS.size())), text);
    }
    return switch (status) {
      case "new" -> changed(random.nextDouble() < REJECTED ? "rejected" : "accepted", text);
      case "accepted" -> changed("preparing", text);
      case "preparing" -> changed("ready", text);
      default -> fulfilled < items.size() ? fulfilled(text) : changed("completed", text);
    };
  }

  private OrderCreated created(RandomGenerator random, String token) {
    int lines = 1 + random.nextInt(MOST_LINES);
    BigDecimal total = BigDecimal.valueOf(0, SCALE);
    for (int line = 1; line <= lines; line++) {
      BigDecimal amount = BigDecimal.valueOf((1 + random.nextInt(MOST_CENTS)) * SCALED_CENT, SCALE);
      total = total.add(amount);
      String sku = "sku-" + random.nextInt(1_000);
      items.add(new OrderItem(line, sku, 1 + random.nextInt(MOST_UNITS), amount));
    }
    String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    Map<String, String> attributes =
        random.nextInt(4) == 0 ? Map.of("note", "grüße „“ \uD83D\uDE9A \"quoted\"\n") : null;
    return new OrderCreated(token, currency, total, List.copyOf(items), attributes);
  }

  private OrderStatusChanged changed(String to, String token) {
    OrderStatusChanged change = new OrderStatusChanged(status, to, token);
    status = to;
    ended = to.equals("rejected") || to.equals("completed");
    return change;
  }

  private OrderItemFulfilled fulfilled(String token) {
    OrderItem item = items.get(fulfilled++);
    return new OrderItemFulfilled(item.getLine(), item.getSku(), item.getQuantity(), token);
  }
}
