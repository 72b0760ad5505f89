package io.orderwire.verify.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Workloads for tests, of two producers. */
final class Workloads {
  static final Instant BEGINNING = Instant.parse("2026-11-01T00:00:00Z");
  static final List<String> PARTNERS =
      IntStream.range(0, 30).mapToObj(n -> "partner-" + n).toList();
  static final Mix MANY_KINDS =
      new Mix(1, 200, 8, Duration.ofSeconds(5), Duration.ofSeconds(1), 0.1, 0.1, 0.2);

  private Workloads() {}

  static Workload workload(long seed, Mix mix) {
    return new Workload(PARTNERS, 2, mix, BEGINNING, seed);
  }

  static List<Send> take(Workload workload, int producer, int count) {
    Iterator<Send> sends = workload.sends(producer);
    List<Send> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(sends.next());
    }
    return taken;
  }

  static OrderEvent event(Send send) {
    assertThat(send.payload()).isInstanceOf(Payload.Event.class);
    return ((Payload.Event) send.payload()).value();
  }

  static byte[] bytes(Send send) {
    return ((Payload.Bytes) send.payload()).value();
  }

  static Object id(Send send) {
    return event(send).getEventId();
  }

  static String tokenOf(OrderEvent event) {
    return switch (event.getData()) {
      case OrderCreated created -> created.getCustomerId();
      case OrderStatusChanged changed -> changed.getReason();
      case OrderItemFulfilled fulfilled -> fulfilled.getCarrier();
      case OrderCancelled cancelled -> cancelled.getReason();
      default -> "";
    };
  }
}
