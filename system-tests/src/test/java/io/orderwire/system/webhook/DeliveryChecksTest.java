package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.Item;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The checks find what they are there to find. */
class DeliveryChecksTest {
  /** Items 1 to 4; 1 and 3 are of order a, 2 and 4 of order b. */
  private final List<Item> items =
      LongStream.rangeClosed(1, 4)
          .mapToObj(n -> new Item("i" + n, n, "order.created", order(n)))
          .toList();

  @Test
  void complete_finds_what_is_missing_and_what_nobody_sent() {
    assertThat(DeliveryChecks.complete(items, requests(1, 2, 2, 4, 3))).isEmpty();
    assertThat(DeliveryChecks.complete(items, requests(1, 2, 4))).hasSize(1);
    assertThat(DeliveryChecks.complete(items, requests(1, 2, 3, 4, 9))).hasSize(1);
  }

  @Test
  void order_is_that_of_first_deliveries() {
    assertThat(DeliveryChecks.inOrder(items, requests(1, 2, 1, 2, 3, 4), item -> "")).isEmpty();
    assertThat(DeliveryChecks.inOrder(items, requests(1, 3, 2, 4), item -> "")).hasSize(1);
  }

  @Test
  void each_order_has_a_sequence_of_its_own() {
    assertThat(DeliveryChecks.inOrder(items, requests(2, 1, 4, 3), Item::raw)).isEmpty();
    assertThat(DeliveryChecks.inOrder(items, requests(3, 1, 2, 4), Item::raw)).hasSize(1);
  }

  @Test
  void two_requests_at_once_are_found_unless_a_kill_is_between_them() {
    List<Arrival> two = List.of(request(1, 10, 30), request(3, 20, 40));
    assertThat(DeliveryChecks.oneAtATime(items, two, Item::raw, List.of())).hasSize(1);
    assertThat(DeliveryChecks.oneAtATime(items, two, Item::raw, List.of(15L))).isEmpty();
    assertThat(DeliveryChecks.oneAtATime(items, two, Item::id, List.of())).isEmpty();
  }

  @Test
  void a_chain_that_misses_a_link_is_found() {
    assertThat(DeliveryChecks.chained(requests(1, 3, 2, 2))).isEmpty();
    assertThat(DeliveryChecks.chained(requests(1, 3))).hasSize(1);
    assertThat(DeliveryChecks.chained(requests(2, 3))).hasSize(1);
  }

  @Test
  void a_repeat_is_explained_by_a_kill_since_the_item_came_before() {
    List<Arrival> twice = List.of(request(1, 10, 11), request(2, 20, 21), request(1, 30, 31));
    assertThat(DeliveryChecks.repeats(twice, List.of(15L)))
        .isEqualTo(new DeliveryChecks.Repeats(1, List.of(), 1));
    assertThat(DeliveryChecks.repeats(twice, List.of(5L)).unexplained()).hasSize(1);
  }

  @Test
  void sequences_are_read_from_the_attributes_of_cloudevents_too() {
    String body =
        "{\"sequence\":\"0000000000000000042\",\"previoussequence\":\"0000000000000000041\"}";
    Arrival arrival = new Arrival(1, 204, Map.of(), body);
    assertThat(arrival.sequence()).isEqualTo(42);
    assertThat(arrival.previousSequence()).isEqualTo(41);
  }

  private static String order(long sequence) {
    return "{\"order_id\":\"%s\"}".formatted(sequence % 2 == 1 ? "a" : "b");
  }

  private static List<Arrival> requests(int... sequences) {
    int[] all = Arrays.copyOf(sequences, sequences.length);
    return IntStream.range(0, all.length)
        .mapToObj(n -> request(all[n], 10L * n, 10L * n + 1))
        .toList();
  }

  private static Arrival request(int sequence, long received, long answered) {
    String body = "{\"sequence\":%d,\"previous_sequence\":%d}".formatted(sequence, sequence - 1);
    Arrival arrival = new Arrival(received, 204, Map.of("webhook-id", "i" + sequence), body);
    arrival.answeredAt(answered);
    return arrival;
  }
}
