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
    IdFilters.Ids all =
        (partner, ids) -> {
          had.getOrDefault(partner, List.of()).forEach(ids);
          return 1;
        };
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

  @Test
  void ids_are_read_once_looking_them_up_has_cost_as_much() {
    IdFilters filters = new IdFilters(1_000_000);
    assertThat(lookUpsBeforeReading(filters, "none", 0, 64)).isZero();
    assertThat(lookUpsBeforeReading(filters, "one", 1, 64)).isEqualTo(1);
    assertThat(lookUpsBeforeReading(filters, "many", 6_400, 64)).isBetween(100, 150);
  }

  @Test
  void ids_in_blocks_of_their_own_are_looked_up_more_often_before_they_are_read() {
    IdFilters filters = new IdFilters(1_000_000);
    int unknown = lookUpsBeforeReading(filters, "first", 100, 1);
    assertThat(unknown).isLessThan(5);
    for (int n = 0; n < 10; n++) {
      lookUpsBeforeReading(filters, "next-" + n, 100, 1);
    }
    assertThat(lookUpsBeforeReading(filters, "last", 100, 1)).isBetween(25, 40);
  }

  private int lookUpsBeforeReading(IdFilters filters, String partner, int had, int inBlock) {
    boolean[] isRead = {false};
    IdFilters.Ids all =
        (of, ids) -> {
          isRead[0] = true;
          for (int n = 0; n < had; n++) {
            ids.accept(new UUID(random.nextLong(), random.nextLong()));
          }
          return had / inBlock;
        };
    int lookUps = 0;
    while (filters.mayHave(partner, new UUID(1, 2), had, all) && !isRead[0]) {
      lookUps++;
    }
    return lookUps;
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
