package io.orderwire.verify.check;

import static io.orderwire.verify.record.Outcome.ACKNOWLEDGED;
import static io.orderwire.verify.record.Outcome.MUST_BE_REJECTED;
import static io.orderwire.verify.record.Outcome.UNKNOWN;

import io.orderwire.verify.check.Run.Line;
import io.orderwire.verify.check.Run.Sent;
import io.orderwire.verify.check.Run.Step;
import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A run of a system that keeps its promises, with all that may happen in one. */
final class RandomRun {
  static final List<String> PARTNERS = List.of(Scenario.ACME, Scenario.GLOBEX);

  /** So many that each partner and producer has some, but once in millions of runs. */
  private static final int FEWEST_EVENTS = 60;

  private static final int PRODUCERS = 2;
  private static final int ORDERS = 3;
  private static final List<Answer> ANSWERS = List.of(Answer.values());

  private final Random random;
  private final Run run = new Run();
  private final Map<String, List<Sent>> histories = new HashMap<>();
  private final Set<Long> stored = new HashSet<>();

  private RandomRun(long seed) {
    random = new Random(seed);
  }

  static Run of(long seed) {
    RandomRun made = new RandomRun(seed);
    made.publish();
    for (String partner : PARTNERS) {
      made.watch(partner);
    }
    return made.run;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void publish() {
    int events = FEWEST_EVENTS + random.nextInt(40);
    Deque<Sent> late = new ArrayDeque<>();
    for (long token = 1; token <= events; token++) {
      Sent sent =
          new Sent(
              "producer-" + random.nextInt(PRODUCERS),
              PARTNERS.get(chance(75) ? 0 : 1),
              token,
              random.nextInt(ORDERS),
              chance(85) ? ACKNOWLEDGED : chance(70) ? UNKNOWN : MUST_BE_REJECTED);
      run.sent.add(sent);
      if (sent.outcome() == ACKNOWLEDGED) {
        store(sent);
      } else if (sent.outcome() == UNKNOWN && chance(70)) {
        late.add(sent);
      }
      if (chance(30) && !late.isEmpty()) {
        store(late.remove());
      }
      if (chance(10)) {
        sendAgain(run.sent.get(random.nextInt(run.sent.size())));
      }
    }
  }

  private void sendAgain(Sent sent) {
    if (sent.outcome() != MUST_BE_REJECTED) {
      run.sent.add(
          new Sent(sent.producer(), sent.partner(), sent.token(), sent.order(), ACKNOWLEDGED));
      store(sent);
    }
  }

  private void store(Sent sent) {
    if (stored.add(sent.token())) {
      history(sent.partner()).add(sent);
    }
  }

  private List<Sent> history(String partner) {
    return histories.computeIfAbsent(partner, key -> new ArrayList<>());
  }

  private void watch(String partner) {
    List<Sent> history = history(partner);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      items.add(Scenario.e(i + 1, history.get(i).token()));
    }
    run.lines.add(new Line(Channel.history(partner), pages(items)));
    run.lines.add(new Line(Channel.walk(partner, "walk"), pages(items)));
    run.lines.add(new Line(Channel.stream(partner, "stream"), connections(items)));
    run.lines.add(new Line(Channel.walkBack(partner, "back"), pages(items.reversed())));
    run.lines.add(
        new Line(Channel.webhook(partner, "ascending", DeliveryOrder.ASCENDING), requests(items)));
    run.lines.add(
        new Line(
            Channel.webhook(partner, "per-order", DeliveryOrder.PER_ORDER),
            requests(byOrder(items, history))));
  }

  private List<Step> pages(List<Item> items) {
    List<Step> steps = new ArrayList<>();
    boolean back = items.size() > 1 && items.get(0).sequence() > items.get(1).sequence();
    Boundary boundary = Boundary.NOTHING;
    int next = 0;
    while (next < items.size()) {
      int size = Math.min(items.size() - next, random.nextInt(6));
      Step step = new Step();
      step.boundary = boundary;
      if (chance(15)) {
        step.status = chance(50) ? 503 : 0;
      } else if (size > 0) {
        step.items.addAll(items.subList(next, next + size));
        next += size;
        step.returned = Scenario.id(items.get(next - 1).sequence());
        long last = items.get(next - 1).sequence();
        boundary = back ? Scenario.before(last) : Scenario.after(last);
      } else if (next > 0) {
        step.returned = Scenario.id(items.get(next - 1).sequence());
      } else {
        continue;
      }
      steps.add(step);
    }
    return steps;
  }

  private List<Step> connections(List<Item> items) {
    List<Step> steps = new ArrayList<>();
    Step step = new Step();
    steps.add(step);
    for (Item item : items) {
      step.items.add(item);
      while (chance(15)) {
        step = new Step();
        step.boundary = Scenario.after(item.sequence());
        steps.add(step);
      }
    }
    return steps;
  }

  private List<Step> requests(List<Item> items) {
    List<Step> steps = new ArrayList<>();
    int next = 0;
    while (next < items.size()) {
      int size = Math.min(items.size() - next, 1 + random.nextInt(3));
      Answer answer;
      do {
        Step step = new Step();
        step.items.addAll(items.subList(next, next + size));
        answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
        step.answer = answer;
        steps.add(step);
      } while (answer != Answer.CONFIRMED);
      next += size;
    }
    return steps;
  }

  /** Any order that keeps each order's own. */
  private List<Item> byOrder(List<Item> items, List<Sent> history) {
    List<Deque<Item>> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      orders.add(new ArrayDeque<>());
    }
    for (int i = 0; i < items.size(); i++) {
      orders.get((int) history.get(i).order()).add(items.get(i));
    }
    List<Item> mixed = new ArrayList<>();
    while (mixed.size() < items.size()) {
      Item item = orders.get(random.nextInt(ORDERS)).poll();
      if (item != null) {
        mixed.add(item);
      }
    }
    return mixed;
  }
}
