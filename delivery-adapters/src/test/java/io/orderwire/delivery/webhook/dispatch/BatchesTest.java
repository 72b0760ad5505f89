package io.orderwire.delivery.webhook.dispatch;

import static io.orderwire.delivery.webhook.dispatch.ByHand.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Order;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Batches, and that they are never cut again. */
class BatchesTest {
  private static Rules batches(int items) {
    return Rules.order(Order.PARTNER).batch(items, 1 << 20);
  }

  @Test
  void a_batch_takes_what_is_there_up_to_its_items() {
    ByHand endpoint = new ByHand(batches(3), Events.many(5, 5));
    Delivery first = endpoint.send();
    assertThat(sequences(first)).containsExactly(1L, 2L, 3L);
    endpoint.ok(first);
    Delivery second = endpoint.send();
    assertThat(sequences(second)).containsExactly(4L, 5L);
    assertThat(second.entries().getFirst().previous()).isEqualTo(new Position(0, 3));
    endpoint.ok(second);
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 5));
  }

  @Test
  void a_batch_is_full_though_more_is_read_page_by_page() {
    ByHand endpoint = new ByHand(batches(1_000), Events.many(2_500, 5));
    assertThat(sequences(endpoint.send())).hasSize(1_000);
  }

  @Test
  void a_batch_ends_before_its_bytes_do() {
    Rules rules = Rules.order(Order.PARTNER).batch(1_000, 4_096);
    ByHand endpoint = new ByHand(rules, Events.many(20, 5));
    Delivery first = endpoint.send();
    long bytes = first.entries().stream().mapToLong(each -> each.event().json().length).sum();
    assertThat(sequences(first)).hasSizeBetween(2, 10);
    assertThat(bytes).isLessThan(4_096);
  }

  @Test
  void a_failed_batch_is_repeated_as_it_was() {
    Events events = Events.many(2, 2);
    ByHand endpoint = new ByHand(batches(10), events);
    Delivery first = endpoint.send();
    endpoint.fails(first);
    events.append(EventType.CREATED, "later");
    endpoint.dispatch.newest(3);
    Delivery again = endpoint.pass(Duration.ofSeconds(5)).send();
    assertThat(sequences(again)).containsExactly(1L, 2L);
    assertThat(again.webhookId("p")).isEqualTo(first.webhookId("p"));
    endpoint.ok(again);
    assertThat(sequences(endpoint.send())).containsExactly(3L);
  }

  @Test
  void a_failed_batch_is_repeated_as_it_was_after_a_restart() {
    Events events = Events.many(2, 2);
    ByHand endpoint = new ByHand(batches(10), events);
    endpoint.fails(endpoint.send());
    events.append(EventType.CREATED, "later");
    assertThat(endpoint.dispatch.progress().retries())
        .containsExactly(new Retry(1, 2, 1, endpoint.now.plusSeconds(5), endpoint.now));
    ByHand resumed = new ByHand(batches(10), events, endpoint.dispatch.progress());
    Delivery again = resumed.pass(Duration.ofSeconds(5)).send();
    assertThat(sequences(again)).containsExactly(1L, 2L);
    assertThat(again.attempt()).isEqualTo(2);
  }

  @Test
  void a_smaller_batch_than_before_is_cut_anew() {
    ByHand endpoint = new ByHand(batches(10), Events.many(6, 2));
    endpoint.fails(endpoint.send());
    ByHand resumed = new ByHand(batches(4), Events.many(6, 2), endpoint.dispatch.progress());
    assertThat(sequences(resumed.pass(Duration.ofSeconds(5)).send()))
        .containsExactly(1L, 2L, 3L, 4L);
  }
}
