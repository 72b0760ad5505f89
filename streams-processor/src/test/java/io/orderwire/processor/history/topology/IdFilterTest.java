package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IdFilterTest {
  private final Random random = new Random(1);

  @Test
  void knows_what_was_added_and_most_of_what_was_not() {
    List<Supplier<UUID>> kinds =
        List.of(
            () -> new UUID(random.nextLong(), random.nextLong()),
            new Counter(0, 1),
            new Counter(1L << 16, 0),
            new Counter(1, 1L << 48));
    for (Supplier<UUID> kind : kinds) {
      IdFilter filter = new IdFilter(10_000);
      List<UUID> added = new ArrayList<>();
      while (!filter.isFull()) {
        UUID id = kind.get();
        filter.add(id);
        added.add(id);
      }
      assertThat(added).hasSizeGreaterThanOrEqualTo(10_000).allMatch(filter::mayHave);
      int wrong = 0;
      for (int n = 0; n < 100_000; n++) {
        wrong += filter.mayHave(kind.get()) ? 1 : 0;
      }
      assertThat(wrong).isLessThan(2_000);
    }
  }

  @Test
  void filters_that_are_lost_and_made_again_never_deny_an_id() {
    Map<String, List<UUID>> had = new HashMap<>();
    IdFilters filters = new IdFilters(100_000);
    IdFilters.Ids all = (partner, ids) -> had.getOrDefault(partner, List.of()).forEach(ids);
    int answered = 0;
    for (int n = 0; n < 100_000; n++) {
      String partner = "partner-" + (int) Math.abs(random.nextGaussian() * 20);
      List<UUID> ids = had.computeIfAbsent(partner, p -> new ArrayList<>());
      if (!ids.isEmpty() && random.nextInt(4) == 0) {
        UUID known = ids.get(random.nextInt(ids.size()));
        assertThat(filters.mayHave(partner, known, ids.size(), all)).isTrue();
      } else {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        answered += filters.mayHave(partner, id, ids.size(), all) ? 0 : 1;
        ids.add(id);
        filters.add(partner, id, all);
      }
    }
    assertThat(answered).isGreaterThan(30_000);
  }

  /** Ids that differ by a step. */
  private static final class Counter implements Supplier<UUID> {
    private final long high;
    private final long low;
    private long count;

    Counter(long high, long low) {
      this.high = high;
      this.low = low;
    }

    @Override
    public UUID get() {
      count++;
      return new UUID(count * high, count * low);
    }
  }
}
