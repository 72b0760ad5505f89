package io.orderwire.delivery.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.delivery.Line.Request;
import io.orderwire.delivery.webhook.delivery.Line.Standing;
import io.orderwire.delivery.webhook.delivery.Places.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PlacesTest {
  private static final long MOMENT = 20;

  private long now;

  private static Line proven() {
    Line line = new Line();
    line.answered(true);
    return line;
  }

  private static Request request() {
    return request(1);
  }

  private static Request request(int weight) {
    return new Request() {
      @Override
      public int weight() {
        return weight;
      }

      @Override
      public void run() {}

      @Override
      public void withdraw() {}
    };
  }

  private Turn beginOne(Places places) {
    return Objects.requireNonNull(places.next(now));
  }

  private List<Turn> beginAll(Places places) {
    places.passOn(now, MOMENT);
    List<Turn> begun = new ArrayList<>();
    for (Turn turn = places.next(now); turn != null; turn = places.next(now)) {
      begun.add(turn);
    }
    return begun;
  }

  /** Begins what can be begun, until all that runs is slow and nothing more begins. */
  private List<Turn> beginWhileNoneEnds(Places places) {
    List<Turn> all = new ArrayList<>();
    List<Turn> begun = beginAll(places);
    while (!begun.isEmpty()) {
      all.addAll(begun);
      now += MOMENT;
      begun = beginAll(places);
    }
    return all;
  }

  private static void ask(Places places, Line line, int requests) {
    for (int i = 0; i < requests; i++) {
      places.ask(line, request());
    }
  }

  @Test
  void lines_that_never_answered_have_a_quarter() {
    Places places = new Places(8, 40);
    List<Line> dead = Stream.generate(Line::new).limit(50).toList();
    dead.forEach(line -> ask(places, line, 10));
    assertThat(beginAll(places)).hasSize(2);
    now += MOMENT;
    assertThat(beginWhileNoneEnds(places)).hasSize(8);
    assertThat(places.running()).isEqualTo(10);
    Line healthy = proven();
    ask(places, healthy, 10);
    assertThat(beginAll(places)).hasSize(8).allMatch(turn -> turn.line == healthy);
  }

  @Test
  void lines_that_stop_answering_leave_a_quarter_to_those_that_answer() {
    Places places = new Places(4, 40);
    List<Line> dying = Stream.generate(PlacesTest::proven).limit(5).toList();
    dying.forEach(line -> ask(places, line, 10));
    assertThat(beginWhileNoneEnds(places)).hasSize(20);
    Line healthy = proven();
    ask(places, healthy, 100);
    for (int i = 0; i < 100; i++) {
      List<Turn> begun = beginAll(places);
      assertThat(begun).hasSize(1).allMatch(turn -> turn.line == healthy);
      places.end(begun.getFirst());
    }
  }

  @Test
  void a_line_that_answers_again_has_its_turn_with_those_that_do() {
    Places places = new Places(8, 40);
    Line back = new Line();
    ask(places, back, 20);
    List<Turn> first = beginAll(places);
    assertThat(first).hasSize(2);
    back.answered(true);
    places.end(first.getFirst());
    assertThat(beginAll(places)).hasSize(7);
    assertThat(back.standing()).isEqualTo(Standing.PROMPT);
  }

  @Test
  void a_new_line_has_its_turn_although_others_never_cease() {
    Places places = new Places(1, 40);
    List<Line> busy = List.of(proven(), proven());
    busy.forEach(line -> ask(places, line, 100));
    Line added = new Line();
    ask(places, added, 1);
    int turns = 0;
    Turn turn = beginOne(places);
    while (turn.line != added) {
      turns++;
      places.end(turn);
      turn = beginOne(places);
    }
    assertThat(turns).isLessThan(8);
  }

  @Test
  void requests_with_large_bodies_count_for_many() {
    Places places = new Places(40, 40);
    for (int i = 0; i < 10; i++) {
      places.ask(proven(), request(6));
    }
    assertThat(beginWhileNoneEnds(places)).hasSize(5);
  }

  @Test
  void one_that_is_heavier_than_all_has_its_turn() {
    Places places = new Places(40, 40);
    places.ask(new Line(), request(1_000));
    places.ask(proven(), request(1_000));
    assertThat(beginAll(places)).hasSize(2);
  }

  @Test
  void prompt_lines_take_turns_of_eight_requests() {
    Places places = new Places(1, 40);
    Line one = proven();
    Line other = proven();
    ask(places, one, 20);
    ask(places, other, 9);
    assertThat(turns(places, 29))
        .containsExactlyElementsOf(
            Stream.of(of(8, one), of(8, other), of(8, one), of(1, other), of(4, one))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void unproven_lines_take_turns_of_one_request() {
    Places places = new Places(1, 40);
    Line one = new Line();
    Line other = new Line();
    ask(places, one, 3);
    ask(places, other, 2);
    assertThat(turns(places, 5)).containsExactly(one, other, one, other, one);
  }

  private List<Line> turns(Places places, int count) {
    List<Line> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Turn turn = beginOne(places);
      turns.add(turn.line);
      places.end(turn);
    }
    return turns;
  }

  private static List<Line> of(int count, Line line) {
    return Collections.nCopies(count, line);
  }

  /** Lines that are healthy, slow, dead, or change between it; whatever they do, laws hold. */
  @Property(tries = 300)
  void bounds_hold_order_is_kept_and_nobody_starves(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
    Random random = new Random(seed);
    int most = Math.max(4, size * (1 + random.nextInt(4)));
    Places places = new Places(size, most);
    List<Line> lines = Stream.generate(Line::new).limit(1 + random.nextInt(30)).toList();
    Map<Line, Queue<Request>> asked = new HashMap<>();
    List<Turn> running = new ArrayList<>();
    for (int step = 0; step < 500; step++) {
      int dice = random.nextInt(10);
      Line line = lines.get(random.nextInt(lines.size()));
      if (dice < 5) {
        Request request = request(1 + random.nextInt(3) * random.nextInt(size));
        places.ask(line, request);
        of(line, asked).add(request);
      } else if (dice < 8 && !running.isEmpty()) {
        end(places, running, random);
      } else if (dice == 8 && random.nextInt(10) == 0) {
        assertThat(places.withdraw(line)).containsExactlyElementsOf(of(line, asked));
        of(line, asked).clear();
      } else {
        now += random.nextInt((int) MOMENT);
      }
      begin(places, running, asked);
      assertThat(running.stream().mapToInt(turn -> Math.min(most / 4, turn.request.weight())).sum())
          .isLessThanOrEqualTo(most);
      assertThat(places.running()).isEqualTo(running.size());
      assertThat(running.stream().filter(Turn::hasPlace)).hasSizeLessThanOrEqualTo(size);
      assertThat(places.waiting()).isEqualTo(asked.values().stream().mapToInt(Queue::size).sum());
    }
    while (!running.isEmpty()) {
      end(places, running, random);
      begin(places, running, asked);
    }
    assertThat(asked.values()).allMatch(Queue::isEmpty);
    assertThat(places.free()).isEqualTo(size);
  }

  private static Queue<Request> of(Line line, Map<Line, Queue<Request>> asked) {
    return asked.computeIfAbsent(line, key -> new ArrayDeque<>());
  }

  private static void end(Places places, List<Turn> running, Random random) {
    Turn ended = running.remove(random.nextInt(running.size()));
    ended.line.answered(random.nextBoolean());
    places.end(ended);
  }

  private void begin(Places places, List<Turn> running, Map<Line, Queue<Request>> asked) {
    for (Turn turn : beginAll(places)) {
      assertThat(turn.request).isSameAs(of(turn.line, asked).remove());
      running.add(turn);
    }
  }
}
