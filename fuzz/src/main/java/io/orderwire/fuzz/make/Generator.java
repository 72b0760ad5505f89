package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.Body;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.api.Parameter;
import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.api.Shapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests by number. The same seed, number and ids give the same bytes, whatever was made before.
 * Safe for use by many threads.
 */
public final class Generator {
  private static final double UNCHANGED = 0.04;
  private static final double SECOND = 0.25;
  private static final double THIRD = 0.08;
  private static final double OPTIONAL = 0.25;
  private static final double UNESCAPED = 0.15;
  private static final double LINES = 0.3;
  private static final int MOST_CHANGES = 3;
  private static final Duration LONG_POLL = Duration.ofMinutes(2);

  private final long seed;
  private final Targets targets;
  private final Map<Service, Shapes> shapes = new EnumMap<>(Service.class);

  /**
   * For all operations of these descriptions that are wanted.
   *
   * @throws IllegalArgumentException if none is
   */
  public Generator(List<Api> apis, long seed, Predicate<Operation> wanted) {
    this.seed = seed;
    targets = new Targets(apis, seed, wanted);
    apis.forEach(api -> shapes.put(api.service(), new Shapes(api)));
  }

  /**
   * Whatever requests are wrong in by what the descriptions name: parameters, members of bodies.
   */
  public Set<String> named() {
    Set<String> names = new TreeSet<>();
    targets.named().forEach(target -> names.add(target.toString()));
    return names;
  }

  /** What the request of this number is wrong in. */
  public String target(long number) {
    return targets.of(number).toString();
  }

  /** The request of this number. */
  public Probe probe(long number, Known known) {
    return probe(number, known, (1 << MOST_CHANGES) - 1);
  }

  /** The same request with some of its changes only, one a bit. */
  public Probe probe(long number, Known known, int kept) {
    SplittableRandom plan = random(number, 0);
    Target first = targets.of(number);
    List<Target> changes = new ArrayList<>();
    if (plan.nextDouble() >= UNCHANGED) {
      changes.add(first);
      if (plan.nextDouble() < SECOND) {
        changes.add(targets.beside(first, plan));
      }
      if (plan.nextDouble() < THIRD) {
        changes.add(targets.beside(first, plan));
      }
    }
    Operation operation = first.operation();
    Draft draft = new Draft(operation, known);
    Samples samples = new Samples(shapes(operation), draft.own, random(number, 1));
    SplittableRandom base = random(number, 2);
    parameters(draft, samples, base, first);
    content(draft, samples, base, number, changes, kept, first);
    for (int n = 0; n < changes.size(); n++) {
      if ((kept & 1 << n) != 0) {
        SplittableRandom random = random(number, 10 + n);
        switch (changes.get(n)) {
          case Target.OfParameter(Operation _, Parameter parameter) ->
              parameter(draft, parameter, samples.of(parameter), random);
          case Target.OfRequest(Operation _, String _, Change change) ->
              draft.changes.add(change.apply(draft, random));
          case Target.OfPlace _ -> {} // was done with the body
        }
      }
    }
    if (draft.header("Prefer") != null) {
      draft.patience = LONG_POLL;
    }
    return draft.probe(number);
  }

  private Shapes shapes(Operation operation) {
    Shapes found = shapes.get(operation.api().service());
    if (found == null) {
      throw new IllegalStateException("no description of " + operation);
    }
    return found;
  }

  private SplittableRandom random(long number, int part) {
    long mixed = (seed * 0x9E3779B97F4A7C15L + number) * 0xBF58476D1CE4E5B9L + part;
    return new SplittableRandom(mixed ^ mixed >>> 29);
  }

  private static void parameters(
      Draft draft, Samples samples, SplittableRandom random, Target first) {
    for (Parameter parameter : draft.operation.parameters()) {
      String right = samples.of(parameter);
      boolean wanted =
          first instanceof Target.OfParameter(Operation _, Parameter aimed)
              && aimed.equals(parameter);
      if (random.nextDouble() < OPTIONAL || wanted || parameter.required()) {
        draft.put(parameter, right);
      }
    }
  }

  private void content(
      Draft draft,
      Samples samples,
      SplittableRandom random,
      long number,
      List<Target> changes,
      int kept,
      Target first) {
    List<Body> bodies = draft.operation.bodies();
    if (bodies.isEmpty()) {
      return;
    }
    Body body = bodies.get(random.nextInt(bodies.size()));
    List<String> place = List.of();
    if (first instanceof Target.OfPlace(Operation _, Body aimed, List<String> where)) {
      body = aimed;
      place = where;
    }
    boolean lines = !body.isJson();
    if (lines) {
      body = bodies.stream().filter(Body::isJson).findFirst().orElse(body);
    } else {
      lines = bodies.stream().anyMatch(other -> !other.isJson()) && random.nextDouble() < LINES;
    }
    JsonNode right =
        body.examples().isEmpty() || !place.isEmpty() || random.nextInt(3) > 0
            ? samples.of(body.schema(), "", place)
            : body.examples().get(random.nextInt(body.examples().size()));
    Places places = new Places(right);
    for (int n = 0; n < changes.size(); n++) {
      if ((kept & 1 << n) != 0
          && changes.get(n)
              instanceof Target.OfPlace(Operation _, Body aimed, List<String> where)) {
        ObjectNode shape = shape(shapes(draft.operation), aimed.schema(), where);
        draft.changes.add(
            places.change(where, shape, random(number, 10 + n), draft.known, draft.own));
      }
    }
    draft.set("Content-Type", lines ? "application/x-ndjson" : body.mediaType());
    draft.body = lines ? places.lines() : places.text();
  }

  private static ObjectNode shape(Shapes shapes, JsonNode schema, List<String> place) {
    List<ObjectNode> found = shapes.having(schema, place);
    List<String> rest = place;
    while (!rest.isEmpty() && !found.isEmpty()) {
      JsonNode inner = shapes.inner(found.getFirst(), rest.getFirst());
      rest = rest.subList(1, rest.size());
      if (inner.isMissingNode()) {
        return JsonNodeFactory.instance.objectNode();
      }
      found = shapes.having(inner, rest);
    }
    return found.isEmpty() ? JsonNodeFactory.instance.objectNode() : found.getFirst();
  }

  private void parameter(Draft draft, Parameter parameter, String right, SplittableRandom random) {
    ObjectNode shape = shapes(draft.operation).alternatives(parameter.schema()).getFirst();
    String bad = BadTexts.any(random, right, shape, draft.known, draft.own);
    String name = parameter.described();
    int way = random.nextInt(20);
    switch (parameter.in()) {
      case PATH -> {
        boolean raw = random.nextDouble() < UNESCAPED;
        draft.pathValues.put(parameter.name(), raw ? bad : Bytes.escaped(bad));
        if (raw) {
          draft.manner = Probe.Manner.NO_REQUEST;
        }
        draft.changes.add("a bad " + name);
      }
      case QUERY -> {
        List<Field> query = draft.query;
        switch (way) {
          case 0 -> {
            query.removeIf(field -> field.is(parameter.name()));
            draft.changes.add("no " + name);
          }
          case 1 -> {
            query.add(new Field(parameter.name(), Bytes.escaped(right)));
            draft.changes.add(name + " twice");
          }
          case 2 -> {
            query.removeIf(field -> field.is(parameter.name()));
            draft.moreQuery = parameter.name();
            draft.changes.add(name + " without a value");
          }
          case 3 -> {
            query.removeIf(field -> field.is(parameter.name()));
            String other =
                Bytes.one(
                    random,
                    parameter.name().toUpperCase(Locale.ROOT),
                    parameter.name() + "[]",
                    "%"
                        + Integer.toHexString(parameter.name().charAt(0))
                        + parameter.name().substring(1),
                    "+" + parameter.name(),
                    parameter.name() + "%00");
            query.add(new Field(other, Bytes.escaped(right)));
            draft.changes.add(name + " as " + other);
          }
          default -> {
            boolean raw = random.nextDouble() < UNESCAPED;
            query.removeIf(field -> field.is(parameter.name()));
            query.add(new Field(parameter.name(), raw ? bad : Bytes.escaped(bad)));
            if (raw) {
              draft.manner = Probe.Manner.NO_REQUEST;
            }
            draft.changes.add("a bad " + name);
          }
        }
      }
      case HEADER -> {
        switch (way) {
          case 0 -> {
            draft.remove(parameter.name());
            draft.changes.add("no " + name);
          }
          case 1 -> {
            draft.add(parameter.name(), random.nextBoolean() ? right : bad);
            draft.changes.add(name + " twice");
          }
          default -> {
            draft.set(parameter.name(), bad);
            draft.changes.add("a bad " + name);
          }
        }
        if (draft.headers.stream()
            .anyMatch(field -> field.value().matches("(?s).*[\\r\\n\\x00].*"))) {
          draft.manner = Probe.Manner.NO_REQUEST;
        }
      }
    }
  }
}
