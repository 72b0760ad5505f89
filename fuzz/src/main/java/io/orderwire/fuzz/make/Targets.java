package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.Body;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.api.Parameter;
import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.api.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * All that can be wrong, in an order that a seed gives. Requests go through it in turn, three of
 * five through what the descriptions name and two through the rest, so that each is met as often.
 */
final class Targets {
  private static final int ROUND = 5;
  private static final int NAMED_OF_ROUND = 3;

  /** There is one operation of it to forty of others. */
  private static final int TIMES_PRODUCER = 5;

  private final List<Target> named = new ArrayList<>();
  private final List<Target> others = new ArrayList<>();

  Targets(List<Api> apis, long seed, Predicate<Operation> wanted) {
    for (Api api : apis) {
      Shapes shapes = new Shapes(api);
      for (Operation operation : api.operations()) {
        if (wanted.test(operation)) {
          add(operation, shapes);
        }
      }
    }
    if (others.isEmpty()) {
      throw new IllegalArgumentException("there is no such operation");
    }
    if (named.isEmpty()) {
      named.addAll(others);
    }
    shuffle(named, seed);
    shuffle(others, seed);
  }

  private void add(Operation operation, Shapes shapes) {
    for (Parameter parameter : operation.parameters()) {
      named.add(new Target.OfParameter(operation, parameter));
    }
    for (Body body : operation.bodies()) {
      for (List<String> place : shapes.places(body.schema())) {
        named.add(new Target.OfPlace(operation, body, place));
      }
    }
    int times =
        operation.api().service() == Service.PRODUCER && operation.secured() ? TIMES_PRODUCER : 1;
    for (int n = 0; n < times; n++) {
      for (Map.Entry<String, Change> change : Changes.all().entrySet()) {
        others.add(new Target.OfRequest(operation, change.getKey(), change.getValue()));
      }
    }
  }

  private static void shuffle(List<Target> targets, long seed) {
    targets.sort((one, other) -> one.toString().compareTo(other.toString()));
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = targets.size() - 1; n > 0; n--) {
      int other = random.nextInt(n + 1);
      Target kept = targets.set(n, targets.get(other));
      targets.set(other, kept);
    }
  }

  /** What the request of this number is wrong in. */
  Target of(long number) {
    long round = number / ROUND;
    int within = (int) (number % ROUND);
    return within < NAMED_OF_ROUND
        ? named.get((int) ((round * NAMED_OF_ROUND + within) % named.size()))
        : others.get(
            (int) ((round * (ROUND - NAMED_OF_ROUND) + within - NAMED_OF_ROUND) % others.size()));
  }

  /** Another one of the same operation. */
  Target beside(Target target, SplittableRandom random) {
    List<Target> all = random.nextInt(3) == 0 ? others : named;
    for (int tries = 0; tries < 200; tries++) {
      Target other = all.get(random.nextInt(all.size()));
      if (other.operation().equals(target.operation())) {
        return other;
      }
    }
    return target;
  }

  /** What the descriptions name. */
  List<Target> named() {
    return List.copyOf(named);
  }

  /** The rest. */
  List<Target> others() {
    return List.copyOf(others);
  }
}
