package io.orderwire.delivery.kafka.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.AttemptLog.Page;
import io.orderwire.delivery.webhook.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Pages over a partition in memory; every third record is another partner's. */
final class AttemptPagesTest {

  @Property(tries = 200)
  void walks_both_ways_meet_every_attempt_once(
      @ForAll @IntRange(max = 60) int start,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll @IntRange(min = 1, max = 9) int step,
      @ForAll @IntRange(min = 1, max = 20) int most)
      throws InterruptedException {
    RecordedAttempts all = new Partition(start, start + count);
    AttemptPages pages = new AttemptPages(step, most);

    assertThat(walkOlder(pages, all, limit)).isEqualTo(places(start, start + count).reversed());
    assertThat(walkNewer(pages, all, limit)).isEqualTo(places(start, start + count));
  }

  @Test
  void the_place_of_a_page_divides_older_from_newer_ones() throws Exception {
    RecordedAttempts all = new Partition(0, 30);
    AttemptPages pages = new AttemptPages(7, 100);
    Page page = pages.older(all, all.end(), 5, _ -> true);

    assertThat(numbers(page)).containsExactly(29, 28, 26, 25, 23);
    assertThat(numbers(pages.newer(all, page.next(), 5, _ -> true)))
        .containsExactly(23, 25, 26, 28, 29);
    assertThat(page.newest()).isEqualTo(30);
  }

  @Test
  void a_page_examines_no_more_than_it_may_and_says_that_there_is_more() throws Exception {
    RecordedAttempts all = new Partition(0, 100);
    AttemptPages pages = new AttemptPages(10, 20);
    Page older = pages.older(all, 100, 5, _ -> false);
    Page newer = pages.newer(all, 0, 5, _ -> false);

    assertThat(older).isEqualTo(new Page(List.of(), 80, 100, true));
    assertThat(newer).isEqualTo(new Page(List.of(), 20, 100, true));
  }

  @Test
  void the_newest_of_an_empty_partition_is_where_new_ones_will_be() throws Exception {
    AttemptPages pages = new AttemptPages(10, 20);

    assertThat(pages.older(new Partition(5, 5), 5, 3, _ -> true))
        .isEqualTo(new Page(List.of(), 5, 5, false));
  }

  @Test
  void a_place_that_is_not_kept_any_more_is_the_oldest_and_one_beyond_the_end_is_the_end()
      throws Exception {
    RecordedAttempts all = new Partition(50, 60);
    AttemptPages pages = new AttemptPages(10, 20);

    assertThat(numbers(pages.newer(all, 3, 2, _ -> true))).containsExactly(50, 52);
    assertThat(numbers(pages.older(all, 3, 2, _ -> true))).isEmpty();
    assertThat(numbers(pages.older(all, 900, 2, _ -> true))).containsExactly(59, 58);
    assertThat(numbers(pages.newer(all, 900, 2, _ -> true))).isEmpty();
  }

  private static List<Long> walkOlder(AttemptPages pages, RecordedAttempts all, int limit)
      throws InterruptedException {
    List<Long> met = new ArrayList<>();
    Page page = pages.older(all, all.end(), limit, _ -> true);
    page.attempts().forEach(one -> met.add((long) one.number()));
    while (page.hasMore()) {
      page = pages.older(all, page.next(), limit, _ -> true);
      page.attempts().forEach(one -> met.add((long) one.number()));
    }
    return met;
  }

  private static List<Long> walkNewer(AttemptPages pages, RecordedAttempts all, int limit)
      throws InterruptedException {
    List<Long> met = new ArrayList<>();
    Page page = pages.newer(all, 0, limit, _ -> true);
    page.attempts().forEach(one -> met.add((long) one.number()));
    while (page.hasMore()) {
      page = pages.newer(all, page.next(), limit, _ -> true);
      page.attempts().forEach(one -> met.add((long) one.number()));
    }
    return met;
  }

  private static List<Integer> numbers(Page page) {
    return page.attempts().stream().map(Attempt::number).toList();
  }

  private static List<Long> places(int from, int to) {
    return LongStream.range(from, to).filter(place -> place % 3 != 0).boxed().toList();
  }

  private record Partition(long start, long end) implements RecordedAttempts {
    @Override
    public List<Placed> read(long from, long to) {
      assertThat(from).isGreaterThanOrEqualTo(start).isLessThan(to);
      assertThat(to).isLessThanOrEqualTo(end);
      return IntStream.range((int) from, (int) to)
          .filter(place -> place % 3 != 0)
          .mapToObj(
              place ->
                  new Placed(place, Samples.attempt("acme", place, new Outcome.Delivered(200))))
          .toList();
    }
  }
}
