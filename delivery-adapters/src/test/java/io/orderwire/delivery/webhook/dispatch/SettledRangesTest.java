package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.subscription.Progress.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SettledRangesTest {
  @Test
  void the_position_follows_what_is_settled() {
    SettledRanges settled = new SettledRanges(5, List.of());
    settled.readUpTo(20);
    settled.settle(7, 8);
    assertThat(settled.position()).isEqualTo(5);
    settled.settle(6, 6);
    assertThat(settled.position()).isEqualTo(8);
    assertThat(settled.above()).isEmpty();
  }

  @Test
  void the_position_does_not_pass_what_was_read() {
    SettledRanges settled = new SettledRanges(5, List.of(new Range(6, 9)));
    assertThat(settled.position()).isEqualTo(5);
    settled.readUpTo(7);
    assertThat(settled.position()).isEqualTo(7);
    assertThat(settled.above()).containsExactly(new Range(8, 9));
  }

  /** Against a bit for each sequence. */
  @Property(tries = 300)
  void it_is_the_set_of_what_was_settled(@ForAll long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    BitSet model = new BitSet();
    model.set(0);
    SettledRanges settled = new SettledRanges(0, List.of());
    settled.readUpTo(1_000);
    for (int each = 0; each < 60; each++) {
      int first = 1 + random.nextInt(100);
      int last = first + random.nextInt(5);
      settled.settle(first, last);
      model.set(first, last + 1);
      int position = model.nextClearBit(0) - 1;
      assertThat(settled.position()).isEqualTo(position);
      assertThat(settled.above()).isEqualTo(ranges(model, position + 1));
      int any = random.nextInt(110);
      assertThat(settled.contains(any)).isEqualTo(model.get(any));
    }
  }

  private static List<Range> ranges(BitSet model, int from) {
    List<Range> ranges = new ArrayList<>();
    for (int first = model.nextSetBit(from); first >= 0; ) {
      int end = model.nextClearBit(first);
      ranges.add(new Range(first, end - 1));
      first = model.nextSetBit(end);
    }
    return ranges;
  }
}
