package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;

import io.orderwire.verify.check.Run.Line;
import io.orderwire.verify.check.Run.Place;
import io.orderwire.verify.check.Run.Step;
import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import java.util.List;
import java.util.Random;

/** What partner acme saw in a run, for changes of it. */
final class Acme {

  private Acme() {}

  static void swap(Place one, Place two) {
    Item item = one.get();
    one.set(two.get());
    two.set(item);
  }

  static long timesSent(Run run, long token) {
    return run.sent.stream().filter(event -> event.token() == token).count();
  }

  static Item find(Run run, long sequence) {
    return run.history(ACME).places().get((int) sequence - 1).get();
  }

  static long any(Run run, Random random) {
    return 1L + random.nextInt(run.history(ACME).places().size());
  }

  /** Any place where acme saw something. */
  static Place anyPlace(Run run, Random random) {
    List<Place> places =
        run.lines.stream()
            .filter(line -> line.channel().partner().equals(ACME))
            .flatMap(line -> line.places().stream())
            .toList();
    return places.get(random.nextInt(places.size()));
  }

  static Step anyPage(Run run, Random random) {
    List<Step> pages =
        run.line(ACME, ChannelKind.WALK).steps().stream()
            .filter(step -> !step.items.isEmpty())
            .toList();
    return pages.get(random.nextInt(pages.size()));
  }

  /** Everybody sees one more item. */
  static void append(Run run, long token) {
    Item item = Scenario.e(run.history(ACME).places().size() + 1L, token);
    Item before = find(run, item.sequence() - 1);
    for (Line line : run.lines) {
      if (line.channel().partner().equals(ACME) && line.channel().toTheEnd()) {
        Step step = new Step();
        step.boundary = new Boundary(Boundary.Kind.NEWER_THAN, before.id());
        step.returned = Scenario.id(item.sequence());
        step.answer = Answer.CONFIRMED;
        step.items.add(item);
        line.steps().add(step);
      }
    }
  }
}
