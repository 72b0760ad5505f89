package io.orderwire.verify.workload;

import static io.orderwire.verify.workload.Workloads.MANY_KINDS;
import static io.orderwire.verify.workload.Workloads.PARTNERS;
import static io.orderwire.verify.workload.Workloads.event;
import static io.orderwire.verify.workload.Workloads.take;
import static io.orderwire.verify.workload.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a long plan looks like. */
class WorkloadMixTest {

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
    Map<String, KnownOrder> orders = new HashMap<>();
    Set<Class<?>> types = new HashSet<>();
    for (Send send : take(workload(7, MANY_KINDS), 0, 20_000)) {
      if (send.expectation() == Expectation.APPENDED) {
        OrderEvent event = event(send);
        types.add(event.getData().getClass());
        String order = event.getPartnerId() + "/" + event.getOrderId();
        if (event.getData() instanceof OrderCreated created) {
          assertThat(orders.put(order, new KnownOrder(created.getItems().size()))).isNull();
        } else {
          KnownOrder known = orders.get(order);
          assertThat(known).isNotNull();
          known.add(event.getData());
        }
      }
    }

    assertThat(types).hasSize(4);
    assertThat(orders.values()).extracting(KnownOrder::hasEnded).contains(true);
    assertThat(orders.values()).extracting(KnownOrder::status).contains("completed", "rejected");
  }

  private static double share(Map<Expectation, Integer> counts, Expectation kind) {
    return counts.getOrDefault(kind, 0) / 20_000.0;
  }
}
