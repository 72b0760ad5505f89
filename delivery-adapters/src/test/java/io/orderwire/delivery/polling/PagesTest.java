package io.orderwire.delivery.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String PARTNER = "acme";

  private MemoryHistory history = new MemoryHistory();
  private Pages pages = new Pages(history, new Cursors(history), System::nanoTime, () -> false);

  @BeforeTry
  void anew() {
    history = new MemoryHistory();
    pages = new Pages(history, new Cursors(history), System::nanoTime, () -> false);
  }

  @Property(tries = 200)
  void every_page_size_walks_all_items_forwards(
      @ForAll @IntRange(max = 400) int items, @ForAll @IntRange(min = 1, max = 450) int limit)
      throws InterruptedException {
    created(items);
    List<Long> seen = new ArrayList<>();
    Page page = read(new Boundary.NewerThan(Position.START), limit, PagesTest::all);
    seen.addAll(sequences(page));
    while (page.hasMore()) {
      page = read(new Boundary.NewerThan(page.cursor()), limit, PagesTest::all);
      seen.addAll(sequences(page));
    }
    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, items).boxed().toList());
  }

  @Property(tries = 200)
  void every_page_size_walks_all_items_backwards(
      @ForAll @IntRange(max = 400) int items, @ForAll @IntRange(min = 1, max = 450) int limit)
      throws InterruptedException {
    created(items);
    List<Long> seen = new ArrayList<>();
    Page page = read(new Boundary.Newest(), limit, PagesTest::all);
    seen.addAll(sequences(page));
    while (page.hasMore()) {
      page = read(new Boundary.OlderThan(page.cursor()), limit, PagesTest::all);
      seen.addAll(sequences(page));
    }
    assertThat(seen.reversed()).isEqualTo(LongStream.rangeClosed(1, items).boxed().toList());
  }

  @Property(tries = 100)
  void a_filtered_walk_shows_what_passes_and_nothing_else(
      @ForAll @IntRange(max = 400) int items,
      @ForAll @IntRange(min = 1, max = 40) int limit,
      @ForAll @IntRange(min = 1, max = 20) int each)
      throws InterruptedException {
    for (int i = 1; i <= items; i++) {
      history.append(PARTNER, i % each == 0 ? EventType.CANCELLED : EventType.CREATED, "o" + i);
    }
    List<Long> seen = new ArrayList<>();
    Page page = read(new Boundary.NewerThan(Position.START), limit, PagesTest::cancelled);
    seen.addAll(sequences(page));
    while (page.hasMore()) {
      page = read(new Boundary.NewerThan(page.cursor()), limit, PagesTest::cancelled);
      seen.addAll(sequences(page));
    }
    assertThat(seen)
        .isEqualTo(LongStream.rangeClosed(1, items).filter(n -> n % each == 0).boxed().toList());
  }

  @Property(tries = 100)
  void a_settled_page_is_the_same_after_more_items_came(
      @ForAll @IntRange(min = 1, max = 300) int items,
      @ForAll @IntRange(min = 1, max = 50) int limit,
      @ForAll @IntRange(max = 300) int from)
      throws InterruptedException {
    created(items);
    Boundary boundary = new Boundary.NewerThan(new Position(0, Math.min(from, items)));
    Page before = read(boundary, limit, PagesTest::all);
    created(7);
    Page after = read(boundary, limit, PagesTest::all);
    if (before.isSettled()) {
      assertThat(after.isSettled()).isTrue();
      assertThat(sequences(after)).isEqualTo(sequences(before));
      assertThat(after.cursor()).isEqualTo(before.cursor());
      assertThat(after.hasMore()).isEqualTo(before.hasMore());
    }
  }

  @Test
  void an_empty_history_can_be_followed_from_its_newest_cursor() throws InterruptedException {
    Page empty = read(new Boundary.Newest(), 10, PagesTest::all);
    assertThat(empty.events()).isEmpty();
    assertThat(empty.hasMore()).isFalse();
    created(3);
    assertThat(sequences(read(new Boundary.NewerThan(empty.newest()), 10, PagesTest::all)))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_filtered_page_examines_ten_thousand_items_and_says_that_there_is_more()
      throws InterruptedException {
    created(10_001);
    history.append(PARTNER, EventType.CANCELLED, "last");
    Page first = read(new Boundary.NewerThan(Position.START), 10, PagesTest::cancelled);
    assertThat(first.events()).isEmpty();
    assertThat(first.hasMore()).isTrue();
    assertThat(first.cursor().sequence()).isEqualTo(10_000);
    assertThat(sequences(read(new Boundary.NewerThan(first.cursor()), 10, PagesTest::cancelled)))
        .containsExactly(10_002L);
  }

  @Test
  void the_cursor_is_the_last_item_examined_not_the_last_one_read() throws InterruptedException {
    history.append(PARTNER, EventType.CANCELLED, "a");
    created(5);
    history.append(PARTNER, EventType.CANCELLED, "b");
    Page page = read(new Boundary.NewerThan(Position.START), 1, PagesTest::cancelled);
    assertThat(page.cursor().sequence()).isEqualTo(1);
    assertThat(page.hasMore()).isTrue();
  }

  @Test
  void a_page_of_large_items_ends_early_and_says_that_there_is_more() throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      history.appendLarge(PARTNER, 250_000);
    }
    Page page = read(new Boundary.NewerThan(Position.START), 1_000, PagesTest::all);
    assertThat(page.events()).hasSizeBetween(1, 20);
    assertThat(page.hasMore()).isTrue();
    assertThat(page.isSettled()).isTrue();
  }

  @Test
  void a_page_without_boundary_begins_at_its_newest_cursor() throws InterruptedException {
    created(3);
    MovingHead moving = new MovingHead(history);
    Page page =
        new Pages(moving, new Cursors(moving), System::nanoTime, () -> false)
            .read(
                new PageRequest(PARTNER, new Boundary.Newest(), 10, PagesTest::all), Duration.ZERO);
    assertThat(page.newest()).isEqualTo(page.events().getFirst().position());
  }

  @Test
  void reads_beyond_the_last_agreed_item_are_refused_and_others_served()
      throws InterruptedException {
    created(3);
    history.freeze(PARTNER, true);
    assertThat(sequences(read(new Boundary.NewerThan(new Position(0, 1)), 10, PagesTest::all)))
        .containsExactly(2L, 3L);
    assertThat(sequences(read(new Boundary.Newest(), 10, PagesTest::all)))
        .containsExactly(3L, 2L, 1L);
    assertRefused(ErrorCode.HISTORY_FROZEN, new Boundary.NewerThan(new Position(0, 3)));
    assertRefused(ErrorCode.HISTORY_FROZEN, new Boundary.NewerThan(new Position(0, 4)));
  }

  @Test
  void a_cursor_beyond_the_head_is_ahead() {
    created(3);
    assertRefused(ErrorCode.CURSOR_AHEAD, new Boundary.NewerThan(new Position(0, 4)));
  }

  @Test
  void a_cursor_beyond_the_head_may_be_right_where_this_instance_may_not_know_all() {
    created(3);
    history.cutOff();
    assertRefused(ErrorCode.NOT_CAUGHT_UP, new Boundary.NewerThan(new Position(0, 4)));
  }

  @Test
  void a_cursor_below_the_oldest_is_expired_and_the_place_before_it_is_not()
      throws InterruptedException {
    created(10);
    history.trim(PARTNER, 5);
    assertRefused(ErrorCode.CURSOR_EXPIRED, new Boundary.NewerThan(new Position(0, 3)));
    assertThat(sequences(read(new Boundary.NewerThan(new Position(0, 4)), 2, PagesTest::all)))
        .containsExactly(5L, 6L);
  }

  @Test
  void a_cursor_of_a_replaced_epoch_is_void_and_an_earlier_one_goes_on()
      throws InterruptedException {
    created(5);
    history.newEpoch(PARTNER, 3, EventType.CREATED, "again");
    assertRefused(ErrorCode.CURSOR_EXPIRED, new Boundary.NewerThan(new Position(0, 3)));
    assertThat(sequences(read(new Boundary.NewerThan(new Position(0, 2)), 10, PagesTest::all)))
        .containsExactly(3L);
  }

  @Test
  void waits_for_an_item_that_passes_the_filter() throws Exception {
    created(2);
    Thread later =
        Thread.ofVirtual()
            .start(
                () -> {
                  history.append(PARTNER, EventType.CREATED, "passes not");
                  history.append(PARTNER, EventType.CANCELLED, "passes");
                });
    Page page =
        pages.read(
            new PageRequest(
                PARTNER, new Boundary.NewerThan(new Position(0, 2)), 10, PagesTest::cancelled),
            Duration.ofSeconds(60));
    later.join();
    assertThat(sequences(page)).containsExactly(4L);
  }

  @Test
  void nobody_waits_while_the_service_stops() throws InterruptedException {
    Pages stopping = new Pages(history, new Cursors(history), System::nanoTime, () -> true);
    Page page =
        stopping.read(
            new PageRequest(PARTNER, new Boundary.NewerThan(Position.START), 10, PagesTest::all),
            Duration.ofDays(1));
    assertThat(page.events()).isEmpty();
  }

  private void created(int count) {
    for (int i = 0; i < count; i++) {
      history.append(PARTNER, EventType.CREATED, "o" + i);
    }
  }

  private Page read(Boundary boundary, int limit, Predicate<Event> filter)
      throws InterruptedException {
    return pages.read(new PageRequest(PARTNER, boundary, limit, filter), Duration.ZERO);
  }

  private void assertRefused(ErrorCode code, Boundary boundary) {
    assertThatThrownBy(() -> read(boundary, 10, PagesTest::all))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private static boolean all(Event event) {
    return !event.position().equals(Position.START);
  }

  private static boolean cancelled(Event event) {
    return event.type() == EventType.CANCELLED;
  }

  private static List<Long> sequences(Page page) {
    return page.events().stream().map(event -> event.position().sequence()).toList();
  }
}
