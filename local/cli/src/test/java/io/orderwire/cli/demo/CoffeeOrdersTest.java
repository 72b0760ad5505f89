package io.orderwire.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoffeeOrdersTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void every_event_is_valid_and_has_an_id_of_its_own() {
    CoffeeOrders orders = new CoffeeOrders(new Random(7));
    Set<String> ids = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      CoffeeOrders.DemoEvent event = orders.next(NOON.plusSeconds(i));
      assertThat(EventJson.parse(event.json().getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              Parsed.Valid.class,
              valid -> {
                ids.add(valid.event().getEventId().toString());
                kinds.add(valid.event().getData().getClass().getSimpleName());
              });
      assertThat(CoffeeOrders.SHOPS).contains(event.partnerId());
    }
    assertThat(ids).hasSize(5_000);
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "OrderCreated", "OrderStatusChanged", "OrderItemFulfilled", "OrderCancelled");
  }

  @Test
  void the_same_randomness_gives_the_same_events() {
    CoffeeOrders one = new CoffeeOrders(new Random(1));
    CoffeeOrders other = new CoffeeOrders(new Random(1));
    for (int i = 0; i < 100; i++) {
      assertThat(one.next(NOON)).isEqualTo(other.next(NOON));
    }
  }
}
