package io.orderwire.cli.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes up what happens in three coffee shops: orders come in, are accepted, prepared, handed out,
 * and now and then rejected or cancelled. The same randomness gives the same events. Not
 * thread-safe.
 */
public final class CoffeeOrders {
  /** The shops' partner ids. */
  public static final List<String> SHOPS = List.of("blue-door", "corner-roast", "night-owl");

  private static final int ORDERS_UNDER_WAY = 40;
  private static final List<String> SIZES = List.of("small-240ml", "medium-350ml", "large-470ml");
  private static final List<Recipe> RECIPES =
      List.of(
          new Recipe("espresso", "18 g ground, 36 ml in 27 s", "2.40"),
          new Recipe("cortado", "36 ml espresso, 60 ml steamed milk", "3.10"),
          new Recipe("flat-white", "36 ml espresso, 120 ml microfoam", "3.60"),
          new Recipe("cappuccino", "36 ml espresso, 100 ml milk, 2 cm foam", "3.50"),
          new Recipe("filter", "60 g per litre, 94 °C, 3 min", "2.80"),
          new Recipe("cold-brew", "80 g per litre, 16 h at 4 °C", "4.20"),
          new Recipe("café-crème", "9 bar, 120 ml in 25 s", "2.90"));
  private static final List<String> REJECTIONS =
      List.of("out of oat milk", "grinder is being cleaned", "closing in five minutes");

  private final RandomGenerator random;
  private final Deque<Order> underWay = new ArrayDeque<>();
  private int orders;

  /** A day in the shops, as this randomness has it. */
  public CoffeeOrders(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The next thing that happens.
   *
   * @param now the time it happens at
   */
  public DemoEvent next(Instant now) {
    boolean begin =
        underWay.isEmpty() || (underWay.size() < ORDERS_UNDER_WAY && random.nextInt(4) == 0);
    return begin ? begin(now) : goOn(underWay.removeFirst(), now);
  }

  private DemoEvent begin(Instant now) {
    orders++;
    String shop = SHOPS.get(random.nextInt(SHOPS.size()));
    Order order =
        new Order(shop, "coffee-%d-%08x".formatted(orders, random.nextInt()), new ArrayList<>());
    BigDecimal total = BigDecimal.ZERO;
    int lines = 1 + random.nextInt(3);
    Recipe first = RECIPES.get(random.nextInt(RECIPES.size()));
    Recipe recipe = first;
    StringBuilder items = new StringBuilder();
    for (int line = 1; line <= lines; line++) {
      int size = random.nextInt(SIZES.size());
      int quantity = 1 + random.nextInt(2);
      String sku = recipe.name() + "/" + SIZES.get(size);
      BigDecimal amount =
          new BigDecimal(recipe.price())
              .add(new BigDecimal("0.45").multiply(BigDecimal.valueOf(size)))
              .multiply(BigDecimal.valueOf(quantity));
      total = total.add(amount);
      order.lines().add(new Line(line, sku, quantity));
      items
          .append(line == 1 ? "" : ",")
          .append(
              "{\"line\":%d,\"sku\":\"%s\",\"quantity\":%d,\"amount\":\"%s\"}"
                  .formatted(line, sku, quantity, amount.toPlainString()));
      recipe = RECIPES.get(random.nextInt(RECIPES.size()));
    }
    underWay.addLast(order);
    String data =
        "{\"customer_id\":\"guest-%d\",\"currency\":\"EUR\",\"total\":\"%s\",\"items\":[%s],\"attributes\":{\"recipe\":\"%s\",\"served\":\"%s\"}}"
            .formatted(
                random.nextInt(1, 500),
                total.toPlainString(),
                items,
                first.method(),
                random.nextBoolean() ? "here" : "to go");
    return event(order, now, "order.created", data);
  }

  private DemoEvent goOn(Order order, Instant now) {
    return switch (order.status()) {
      case "new" -> decide(order, now);
      case "accepted" -> {
        if (random.nextInt(25) == 0) {
          yield event(
              order,
              now,
              "order.cancelled",
              "{\"by\":\"customer\",\"reason\":\"the guest had to catch a train\"}");
        }
        yield change(order, now, "preparing");
      }
      case "preparing" -> change(order, now, "ready");
      default -> handOut(order, now);
    };
  }

  private DemoEvent decide(Order order, Instant now) {
    if (random.nextInt(20) > 0) {
      return change(order, now, "accepted");
    }
    String reason = REJECTIONS.get(random.nextInt(REJECTIONS.size()));
    return event(
        order,
        now,
        "order.status_changed",
        "{\"from\":\"new\",\"to\":\"rejected\",\"reason\":\"%s\"}".formatted(reason));
  }

  private DemoEvent handOut(Order order, Instant now) {
    if (order.lines().isEmpty()) {
      return event(order, now, "order.status_changed", "{\"from\":\"ready\",\"to\":\"completed\"}");
    }
    Line line = order.lines().removeFirst();
    underWay.addLast(order);
    return event(
        order,
        now,
        "order.item_fulfilled",
        "{\"line\":%d,\"sku\":\"%s\",\"quantity\":%d,\"carrier\":\"counter\"}"
            .formatted(line.line(), line.sku(), line.quantity()));
  }

  private DemoEvent change(Order order, Instant now, String to) {
    underWay.addLast(new Order(order.shop(), order.id(), order.lines(), to));
    return event(
        order,
        now,
        "order.status_changed",
        "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(order.status(), to));
  }

  private DemoEvent event(Order order, Instant now, String type, String data) {
    UUID id =
        new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | 1L << 63);
    return new DemoEvent(
        order.shop(),
        "{\"event_id\":\"%s\",\"partner_id\":\"%s\",\"order_id\":\"%s\",\"occurred_at\":\"%s\",\"type\":\"%s\",\"data\":%s}"
            .formatted(id, order.shop(), order.id(), now, type, data));
  }

  /**
   * One event.
   *
   * @param partnerId the shop
   * @param json the event as producers send it
   */
  public record DemoEvent(String partnerId, String json) {}

  private record Recipe(String name, String method, String price) {}

  private record Line(int line, String sku, int quantity) {}

  private record Order(String shop, String id, List<Line> lines, String status) {
    Order(String shop, String id, List<Line> lines) {
      this(shop, id, lines, "new");
    }
  }
}
