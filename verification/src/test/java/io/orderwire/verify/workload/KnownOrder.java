package io.orderwire.verify.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;

/** What is known of an order from its events. */
final class KnownOrder {
  private int open;
  private String status = "new";
  private boolean ended;

  KnownOrder(int lines) {
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

  String status() {
    return status;
  }

  boolean hasEnded() {
    return ended;
  }
}
