package io.orderwire.delivery.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.DisturbedHistory;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pages of histories that change while they are read. */
class DisturbedPagesTest {
  private static final String PARTNER = "acme";
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final MemoryHistory memory = new MemoryHistory();
  private final AtomicLong seconds = new AtomicLong();

  @Test
  void a_cursor_that_is_replaced_right_before_the_read_is_void() {
    created(15);
    History history = new DisturbedHistory(memory, once(15, () -> replacedFrom(10, 16)));
    assertExpired(() -> read(history, newerThan(15), DisturbedPagesTest::all, Duration.ZERO));
  }

  @Test
  void a_cursor_that_is_trimmed_right_before_the_read_is_void() {
    created(15);
    History history = new DisturbedHistory(memory, once(2, () -> memory.trim(PARTNER, 9)));
    assertExpired(() -> read(history, newerThan(2), DisturbedPagesTest::all, Duration.ZERO));
  }

  @Test
  void a_page_does_not_go_on_in_an_epoch_that_replaced_its_beginning() {
    created(150);
    History history = new DisturbedHistory(memory, once(100, () -> replacedFrom(90, 120)));
    assertExpired(() -> read(history, newerThan(0), DisturbedPagesTest::all, Duration.ZERO));
  }

  @Test
  void a_page_from_a_time_begins_in_the_epoch_that_came_while_its_place_was_looked_for()
      throws Exception {
    created(15);
    AtomicBoolean replaced = new AtomicBoolean();
    History history =
        (History)
            Proxy.newProxyInstance(
                History.class.getClassLoader(),
                new Class<?>[] {History.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("epochAt") && !replaced.getAndSet(true)) {
                    replacedFrom(10, 12);
                  }
                  return method.invoke(memory, arguments);
                });
    Boundary since = new Boundary.Since(MemoryHistory.EPOCH.plusSeconds(20));
    Page page = read(history, since, DisturbedPagesTest::all, Duration.ZERO);
    assertThat(page.cursor()).isEqualTo(new Position(1, 12));
  }

  @Test
  void a_page_goes_on_in_an_epoch_that_begins_behind_what_it_has_read() throws Exception {
    created(150);
    History history = new DisturbedHistory(memory, once(100, () -> replacedFrom(101, 120)));
    Page page = read(history, newerThan(0), DisturbedPagesTest::all, Duration.ZERO);
    assertThat(page.events()).hasSize(120);
    assertThat(page.cursor()).isEqualTo(new Position(1, 120));
  }

  @Test
  void a_page_backwards_does_not_begin_at_a_place_that_was_replaced() {
    created(15);
    History history = new DisturbedHistory(memory, once(15, () -> replacedFrom(10, 16)));
    assertExpired(
        () ->
            read(
                history,
                new Boundary.OlderThan(new Position(0, 15)),
                DisturbedPagesTest::all,
                Duration.ZERO));
  }

  @Test
  void a_cursor_that_is_replaced_while_it_waits_is_void() {
    created(15);
    AtomicBoolean replaced = new AtomicBoolean();
    BooleanSupplier whenAboutToWait =
        () -> {
          if (!replaced.getAndSet(true)) {
            replacedFrom(10, 16);
          }
          return false;
        };
    assertExpired(
        () -> read(memory, newerThan(15), DisturbedPagesTest::all, MINUTE, whenAboutToWait));
  }

  @Test
  void who_waits_is_answered_with_an_empty_page_once_ten_thousand_items_are_examined()
      throws Exception {
    created(25_000);
    Page page = read(memory, newerThan(0), DisturbedPagesTest::cancelled, MINUTE);
    assertThat(page.cursor().sequence()).isEqualTo(10_000);
    assertThat(page.hasMore()).isTrue();
  }

  @Test
  void who_waits_examines_no_more_than_ten_thousand_items_however_they_come() throws Exception {
    created(6_000);
    AtomicBoolean came = new AtomicBoolean();
    BooleanSupplier whenAboutToWait =
        () -> {
          if (!came.getAndSet(true)) {
            created(6_000);
          }
          return false;
        };
    Page page = read(memory, newerThan(0), DisturbedPagesTest::cancelled, MINUTE, whenAboutToWait);
    assertThat(page.cursor().sequence()).isEqualTo(10_000);
  }

  @Test
  void who_waits_in_a_history_that_is_frozen_meanwhile_is_told_how_far_it_came() throws Exception {
    created(5);
    BooleanSupplier whenAboutToWait =
        () -> {
          memory.freeze(PARTNER, true);
          return false;
        };
    Page page = read(memory, newerThan(2), DisturbedPagesTest::cancelled, MINUTE, whenAboutToWait);
    assertThat(page.events()).isEmpty();
    assertThat(page.cursor().sequence()).isEqualTo(5);
  }

  private Page read(History history, Boundary boundary, Predicate<Event> filter, Duration wait)
      throws InterruptedException {
    return read(history, boundary, filter, wait, () -> false);
  }

  /** A second passes between any two looks at the clock. */
  private Page read(
      History history,
      Boundary boundary,
      Predicate<Event> filter,
      Duration wait,
      BooleanSupplier stopping)
      throws InterruptedException {
    Pages pages =
        new Pages(
            history,
            new Cursors(history),
            () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos(),
            stopping);
    return pages.read(new PageRequest(PARTNER, boundary, 1_000, filter), wait);
  }

  private void created(int count) {
    for (int i = 0; i < count; i++) {
      memory.append(PARTNER, EventType.CREATED, "o" + i);
    }
  }

  private void replacedFrom(long first, long last) {
    memory.newEpoch(PARTNER, first, EventType.CREATED, "again");
    for (long next = first + 1; next <= last; next++) {
      memory.append(PARTNER, EventType.CREATED, "again");
    }
  }

  private static LongConsumer once(long sequence, Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return read -> {
      if (read == sequence && !done.getAndSet(true)) {
        action.run();
      }
    };
  }

  private static Boundary newerThan(long sequence) {
    return new Boundary.NewerThan(new Position(0, sequence));
  }

  private static boolean all(Event event) {
    return !event.position().equals(Position.START);
  }

  private static boolean cancelled(Event event) {
    return event.type() == EventType.CANCELLED;
  }

  private static void assertExpired(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.CURSOR_EXPIRED));
  }
}
