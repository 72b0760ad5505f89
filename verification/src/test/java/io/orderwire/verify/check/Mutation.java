package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.GLOBEX;

import io.orderwire.verify.check.Run.Line;
import io.orderwire.verify.check.Run.Place;
import io.orderwire.verify.check.Run.Sent;
import io.orderwire.verify.check.Run.Step;
import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Outcome;
import java.util.List;
import java.util.Random;

/** One broken promise, somewhere in a run of partner acme, and the check that has to find it. */
enum Mutation {
  DROPPED_FROM_A_WALK("order") {
    @Override
    void apply(Run run, Random random) {
      List<Place> places = run.line(ACME, ChannelKind.WALK).places();
      Place place = places.get(random.nextInt(places.size() - 1));
      place.step().items.remove(place.index());
    }
  },
  SWAPPED_IN_A_STREAM("order") {
    @Override
    void apply(Run run, Random random) {
      List<Place> places = run.line(ACME, ChannelKind.STREAM).places();
      int first = random.nextInt(places.size() - 1);
      Acme.swap(places.get(first), places.get(first + 1));
    }
  },
  SWAPPED_AT_AN_ENDPOINT("order") {
    @Override
    void apply(Run run, Random random) {
      Line line = run.line(ACME, ChannelKind.WEBHOOK);
      long first = 1L + random.nextInt(run.history(ACME).places().size() - 1);
      line.steps()
          .forEach(
              step ->
                  step.items.replaceAll(
                      item ->
                          item.sequence() == first
                              ? Acme.find(run, first + 1)
                              : item.sequence() == first + 1 ? Acme.find(run, first) : item));
    }
  },
  A_PRODUCERS_EVENTS_SWAPPED("order") {
    @Override
    void apply(Run run, Random random) {
      List<Sent> sent =
          run.sent.stream()
              .filter(event -> event.partner().equals(ACME))
              .filter(event -> event.producer().equals("producer-0"))
              .filter(event -> Acme.timesSent(run, event.token()) == 1)
              .filter(event -> event.outcome() == Outcome.ACKNOWLEDGED)
              .toList();
      int first = random.nextInt(sent.size() - 1);
      long one = sent.get(first).token();
      long two = sent.get(first + 1).token();
      run.everywhere(
          ACME,
          item ->
              item.token() == one
                  ? Scenario.e(item.sequence(), two)
                  : item.token() == two ? Scenario.e(item.sequence(), one) : item);
    }
  },
  ACKNOWLEDGED_AND_LOST("completeness") {
    @Override
    void apply(Run run, Random random) {
      run.sent.add(new Sent("producer-0", ACME, NEW, 0, Outcome.ACKNOWLEDGED));
    }
  },
  NEVER_PUBLISHED("completeness") {
    @Override
    void apply(Run run, Random random) {
      long sequence = Acme.any(run, random);
      run.everywhere(ACME, item -> item.sequence() == sequence ? Scenario.e(sequence, NEW) : item);
    }
  },
  POISON_SEQUENCED("completeness") {
    @Override
    void apply(Run run, Random random) {
      run.sent.add(new Sent("producer-0", ACME, NEW, 0, Outcome.MUST_BE_REJECTED));
      Acme.append(run, NEW);
    }
  },
  A_SLOT_LEFT_EMPTY("completeness") {
    @Override
    void apply(Run run, Random random) {
      long sequence = random.nextInt(run.history(ACME).places().size() - 1) + 1L;
      run.everywhere(
          ACME,
          item ->
              item.sequence() < sequence ? item : Scenario.e(item.sequence() + 1, item.token()));
    }
  },
  A_STREAM_STOPPED("completeness") {
    @Override
    void apply(Run run, Random random) {
      Place last = run.line(ACME, ChannelKind.STREAM).places().getLast();
      last.step().items.remove(last.index());
    }
  },
  REFUSED_AND_FORGOTTEN("completeness") {
    @Override
    void apply(Run run, Random random) {
      long sequence = Acme.any(run, random);
      for (Step step : run.line(ACME, ChannelKind.WEBHOOK).steps()) {
        if (step.items.stream().anyMatch(item -> item.sequence() == sequence)) {
          step.answer = Answer.REFUSED;
        }
      }
    }
  },
  SEQUENCED_TWICE("no duplicates") {
    @Override
    void apply(Run run, Random random) {
      Acme.append(run, Acme.find(run, Acme.any(run, random)).token());
    }
  },
  REPEATED_IN_A_STREAM("no duplicates") {
    @Override
    void apply(Run run, Random random) {
      List<Place> places = run.line(ACME, ChannelKind.STREAM).places();
      Place place = places.get(random.nextInt(places.size()));
      place.step().items.add(place.index(), place.get());
    }
  },
  DELIVERED_AGAIN("no duplicates") {
    @Override
    void apply(Run run, Random random) {
      Step again = new Step();
      again.items.add(Acme.find(run, Acme.any(run, random)));
      again.answer = Answer.CONFIRMED;
      run.line(ACME, ChannelKind.WEBHOOK).steps().add(again);
    }
  },
  A_BYTE_CHANGED("determinism") {
    @Override
    void apply(Run run, Random random) {
      Place place = Acme.anyPlace(run, random);
      Item item = place.get();
      place.set(new Item(item.sequence(), item.id(), item.token(), item.bytes() ^ 1));
    }
  },
  AN_ID_CHANGED("determinism") {
    @Override
    void apply(Run run, Random random) {
      Place place = Acme.anyPlace(run, random);
      Item item = place.get();
      place.set(new Item(item.sequence(), item.id() ^ 1, item.token(), item.bytes()));
    }
  },
  GIVEN_TO_ANOTHER_PARTNER("isolation") {
    @Override
    void apply(Run run, Random random) {
      Place place = Acme.anyPlace(run, random);
      long other = run.history(GLOBEX).places().getFirst().get().token();
      place.set(Scenario.e(place.get().sequence(), other));
    }
  },
  THE_TAIL_LOST("durability") {
    @Override
    void apply(Run run, Random random) {
      List<Place> places = run.history(ACME).places();
      for (int i = 0; i <= random.nextInt(places.size()); i++) {
        Place last = run.history(ACME).places().getLast();
        last.step().items.remove(last.index());
      }
    }
  },
  MOVED_AFTERWARDS("durability") {
    @Override
    void apply(Run run, Random random) {
      List<Place> places = run.history(ACME).places();
      int first = random.nextInt(places.size() - 1);
      Item one = places.get(first).get();
      Item two = places.get(first + 1).get();
      places.get(first).set(Scenario.e(one.sequence(), two.token()));
      places.get(first + 1).set(Scenario.e(two.sequence(), one.token()));
    }
  },
  A_CURSOR_REFUSED("cursor validity") {
    @Override
    void apply(Run run, Random random) {
      Step refused = new Step();
      refused.boundary = Scenario.after(Acme.any(run, random));
      refused.status = random.nextBoolean() ? 400 : 410;
      run.line(ACME, ChannelKind.STREAM).steps().add(refused);
    }
  },
  GONE_ON_ELSEWHERE("cursor validity") {
    @Override
    void apply(Run run, Random random) {
      Step step = Acme.anyPage(run, random);
      long first = step.items.getFirst().sequence();
      step.boundary = Scenario.after(first > 2 && random.nextBoolean() ? first - 2 : first);
    }
  },
  ANOTHER_CURSOR_HANDED_OUT("cursor validity") {
    @Override
    void apply(Run run, Random random) {
      Step step = Acme.anyPage(run, random);
      long last = step.items.getLast().sequence();
      step.returned = Scenario.id(last == 1 ? 2 : last - 1);
    }
  };

  private static final long NEW = 1_000_000;

  final String responsible;

  Mutation(String responsible) {
    this.responsible = responsible;
  }

  abstract void apply(Run run, Random random);
}
