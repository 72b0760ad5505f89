package io.orderwire.verify.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.schemas.EventRules;
import io.orderwire.verify.record.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Instant BEGINNING = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<String> PARTNERS =
      IntStream.range(0, 30).mapToObj(n -> "partner-" + n).toList();
  private static final Mix MANY_KINDS =
      new Mix(1, 200, 8, Duration.ofSeconds(5), Duration.ofSeconds(1), 0.1, 0.1, 0.2);

  @Property(tries = 20)
  void the_same_seed_gives_the_same_plan(@ForAll long seed) {
    List<Send> once = take(workload(seed, MANY_KINDS), 1, 500);
    List<Send> again = take(workload(seed, MANY_KINDS), 1, 500);

    assertThat(again).isEqualTo(once);
  }

  @Test
  void another_seed_gives_another_plan() {
    assertThat(take(workload(1, MANY_KINDS), 0, 10))
        .isNotEqualTo(take(workload(2, MANY_KINDS), 0, 10));
  }

  @Test
  void producers_send_different_things() {
    Workload workload = workload(1, MANY_KINDS);

    assertThat(take(workload, 0, 10)).isNotEqualTo(take(workload, 1, 10));
  }

  @Test
  void a_plan_is_pinned() {
    Send first = take(workload(42, MANY_KINDS), 0, 1).getFirst();

    assertThat(Token.text(first.token())).isEqualTo("tok-97ea87f7e45c00a5");
  }

  @Property(tries = 10)
  void sends_are_numbered_and_due_one_after_the_other(@ForAll long seed) {
    List<Send> sends = take(workload(seed, MANY_KINDS), 0, 500);

    for (int i = 0; i < sends.size(); i++) {
      assertThat(sends.get(i).number()).isEqualTo(i);
      assertThat(sends.get(i).due()).isGreaterThanOrEqualTo(sends.get(Math.max(0, i - 1)).due());
    }
  }

  @Property(tries = 10)
  void first_sends_are_valid_events_with_their_token(@ForAll long seed) {
    for (Send send : take(workload(seed, MANY_KINDS), 0, 500)) {
      if (send.expectation() == Expectation.APPENDED) {
        assertThat(EventRules.check(event(send))).isEmpty();
        assertThat(Token.parse(tokenOf(event(send)))).isEqualTo(send.token());
        assertThat(event(send).getPartnerId()).isEqualTo(send.partner()).isEqualTo(send.key());
      }
    }
  }

  @Property(tries = 10)
  void no_two_events_have_a_token_or_an_id_in_common(@ForAll long seed) {
    Workload workload = workload(seed, MANY_KINDS);
    Set<Long> tokens = new HashSet<>();
    Set<Object> ids = new HashSet<>();
    for (int producer = 0; producer < workload.producers(); producer++) {
      for (Send send : take(workload, producer, 500)) {
        if (send.token() != Token.NONE && send.expectation() != Expectation.DUPLICATE) {
          assertThat(tokens.add(send.token())).isTrue();
          assertThat(send.expectation() == Expectation.EVENT_ID_REUSED || ids.add(id(send)))
              .isTrue();
        }
      }
    }
  }

  @Test
  void event_ids_are_of_version_4() {
    Send send = take(workload(1, MANY_KINDS), 0, 1).getFirst();

    assertThat(event(send).getEventId().version()).isEqualTo(4);
    assertThat(event(send).getEventId().variant()).isEqualTo(2);
  }

  @Property(tries = 10)
  void what_is_sent_again_follows_its_original(@ForAll long seed) {
    Map<Long, Send> sent = new HashMap<>();
    for (Send send : take(workload(seed, MANY_KINDS), 0, 500)) {
      if (send.original() != Token.NONE) {
        Send original = sent.get(send.original());
        assertThat(original).isNotNull();
        assertThat(send.key()).isEqualTo(original.key());
        assertThat(id(send)).isEqualTo(id(original));
        assertThat(event(send).equals(event(original)))
            .isEqualTo(send.expectation() == Expectation.DUPLICATE);
      }
      sent.putIfAbsent(send.token(), send);
    }
  }

  @Property(tries = 10)
  void poison_is_what_it_says(@ForAll long seed) {
    for (Send send : take(workload(seed, MANY_KINDS), 0, 500)) {
      switch (send.expectation()) {
        case UNDECODABLE -> assertThat(bytes(send)[0]).isNotZero();
        case INVALID -> {
          assertThat(EventRules.check(event(send))).isNotEmpty();
          assertThat(event(send).getPartnerId()).isEqualTo(send.key());
        }
        case KEY_MISMATCH -> {
          assertThat(EventRules.check(event(send))).isEmpty();
          assertThat(event(send).getPartnerId()).isEqualTo(send.partner());
          assertThat(send.key()).isNotEqualTo(send.partner()).isIn(PARTNERS);
        }
        case EVENT_ID_REUSED -> assertThat(EventRules.check(event(send))).isEmpty();
        case APPENDED, DUPLICATE -> {}
      }
    }
  }

  @Test
  void every_kind_comes_as_often_as_the_mix_says() {
    Map<Expectation, Integer> counts = new HashMap<>();
    List<Send> sends = take(workload(7, MANY_KINDS), 0, 20_000);
    sends.forEach(send -> counts.merge(send.expectation(), 1, Integer::sum));

    assertThat(share(counts, Expectation.DUPLICATE)).isCloseTo(0.1, within(0.01));
    assertThat(share(counts, Expectation.EVENT_ID_REUSED)).isCloseTo(0.1, within(0.01));
    assertThat(share(counts, Expectation.UNDECODABLE)).isCloseTo(0.2 / 3, within(0.01));
    assertThat(share(counts, Expectation.INVALID)).isCloseTo(0.2 / 3, within(0.01));
    assertThat(share(counts, Expectation.KEY_MISMATCH)).isCloseTo(0.2 / 3, within(0.01));
  }

  @Test
  void partners_are_of_very_unequal_size() {
    Map<String, Integer> counts = new HashMap<>();
    take(workload(7, MANY_KINDS), 0, 20_000)
        .forEach(send -> counts.merge(send.partner(), 1, Integer::sum));

    double largest = counts.getOrDefault("partner-0", 0);
    assertThat(largest / counts.getOrDefault("partner-9", 1)).isCloseTo(10, within(2.0));
    assertThat(counts).hasSize(PARTNERS.size());
  }

  @Test
  void there_are_bursts_and_pauses_around_the_usual_rate() {
    Map<Long, Integer> perSecond = new HashMap<>();
    Duration longestGap = Duration.ZERO;
    Duration before = Duration.ZERO;
    for (Send send : take(workload(7, MANY_KINDS), 0, 20_000)) {
      perSecond.merge(send.due().toSeconds(), 1, Integer::sum);
      Duration gap = send.due().minus(before);
      longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
      before = send.due();
    }
    double mean = 20_000.0 / before.toSeconds();

    assertThat(mean).as("100 a second for this of two producers").isBetween(80.0, 220.0);
    assertThat(perSecond.values()).anyMatch(count -> count > 300);
    assertThat(longestGap).isGreaterThan(Duration.ofMillis(800));
  }

  @Test
  void orders_live_from_creation_to_their_end() {
    Map<String, Order> orders = new HashMap<>();
    Set<Class<?>> types = new HashSet<>();
    for (Send send : take(workload(7, MANY_KINDS), 0, 20_000)) {
      if (send.expectation() == Expectation.APPENDED) {
        OrderEvent event = event(send);
        types.add(event.getData().getClass());
        String order = event.getPartnerId() + "/" + event.getOrderId();
        if (event.getData() instanceof OrderCreated created) {
          assertThat(orders.put(order, new Order(created.getItems().size()))).isNull();
        } else {
          Order known = orders.get(order);
          assertThat(known).isNotNull();
          known.add(event.getData());
        }
      }
    }

    assertThat(types).hasSize(4);
    assertThat(orders.values()).extracting(order -> order.ended).contains(true);
    assertThat(orders.values()).extracting(order -> order.status).contains("completed", "rejected");
  }

  @Test
  void refuses_a_single_partner() {
    assertThatThrownBy(() -> new Workload(List.of("acme"), 1, MANY_KINDS, BEGINNING, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_shares_above_the_whole() {
    assertThatThrownBy(
            () -> new Mix(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 0.5, 0.5, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What is known of an order from its events. */
  private static final class Order {
    private int open;
    private String status = "new";
    private boolean ended;

    Order(int lines) {
      open = lines;
    }

    void add(Object data) {
      assertThat(ended).isFalse();
      switch (data) {
        case OrderStatusChanged change -> {
          assertThat(change.getFrom()).isEqualTo(status);
          status = change.getTo();
          ended = status.equals("rejected") || status.equals("completed");
          assertThat(status.equals("completed") && open > 0).isFalse();
        }
        case OrderItemFulfilled _ -> open--;
        case OrderCancelled _ -> ended = true;
        default -> throw new AssertionError("created twice");
      }
    }
  }

  private static Workload workload(long seed, Mix mix) {
    return new Workload(PARTNERS, 2, mix, BEGINNING, seed);
  }

  private static List<Send> take(Workload workload, int producer, int count) {
    Iterator<Send> sends = workload.sends(producer);
    List<Send> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(sends.next());
    }
    return taken;
  }

  private static OrderEvent event(Send send) {
    assertThat(send.payload()).isInstanceOf(Payload.Event.class);
    return ((Payload.Event) send.payload()).value();
  }

  private static byte[] bytes(Send send) {
    return ((Payload.Bytes) send.payload()).value();
  }

  private static Object id(Send send) {
    return event(send).getEventId();
  }

  private static String tokenOf(OrderEvent event) {
    return switch (event.getData()) {
      case OrderCreated created -> created.getCustomerId();
      case OrderStatusChanged changed -> changed.getReason();
      case OrderItemFulfilled fulfilled -> fulfilled.getCarrier();
      case OrderCancelled cancelled -> cancelled.getReason();
      default -> "";
    };
  }

  private static double share(Map<Expectation, Integer> counts, Expectation kind) {
    return counts.getOrDefault(kind, 0) / 20_000.0;
  }
}
