package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.api.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being made, in {@link Bytes}. What is put into it is what is sent; nothing is
 * escaped. For one thread.
 */
final class Draft {
  private static final String END = "\r\n";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final Operation operation;
  final Known known;
  final Party own;
  final Map<String, String> pathValues = new LinkedHashMap<>();
  final List<Field> query = new ArrayList<>();
  final List<Field> headers = new ArrayList<>();
  final Set<String> mayShow = new LinkedHashSet<>();
  final List<String> changes = new ArrayList<>();
  String method;
  String path;
  String version = "HTTP/1.1";
  String beforeTarget = "";
  String beforeLine = "";
  String lineEnd = END;

  /** Instead of all of the target. */
  @Nullable String target;

  /** Added to the query as it is. */
  String moreQuery = "";

  /** Fields as they are, each with its end of line. */
  String rawFields = "";

  @Nullable String body;

  /** Instead of the body and what says how long it is. */
  @Nullable String framed;

  boolean unlength;
  Duration patience = PATIENCE;
  Probe.Manner manner = Probe.Manner.USUAL;

  Draft(Operation operation, Known known) {
    this.operation = operation;
    this.known = known;
    this.own = known.own(operation.api().service());
    this.method = operation.method();
    this.path = operation.path();
    mayShow.add(own.marker());
    set("Host", known.host(operation.api().service()));
    if (operation.secured()) {
      set("Authorization", "Bearer " + known.credential(operation.api().service()));
    }
  }

  /** Puts a right value where a parameter stands. */
  void put(Parameter parameter, String value) {
    switch (parameter.in()) {
      case PATH -> pathValues.put(parameter.name(), Bytes.escaped(value));
      case QUERY -> query.add(new Field(parameter.name(), Bytes.escaped(value)));
      case HEADER -> set(parameter.name(), value);
    }
  }

  /** Instead of all fields of this name. */
  void set(String name, String value) {
    remove(name);
    headers.add(new Field(name, value));
  }

  void add(String name, String value) {
    headers.add(new Field(name, value));
  }

  void remove(String name) {
    headers.removeIf(field -> field.is(name));
  }

  @Nullable String header(String name) {
    return headers.stream()
        .filter(field -> field.is(name))
        .map(Field::value)
        .findFirst()
        .orElse(null);
  }

  /** The body, or an empty one. */
  String content() {
    return body == null ? "" : body;
  }

  /** The path with its values. */
  String filledPath() {
    String filled = path;
    for (Map.Entry<String, String> value : pathValues.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  private String filledTarget() {
    if (target != null) {
      return target;
    }
    StringBuilder filled = new StringBuilder(beforeTarget).append(filledPath());
    char next = '?';
    for (Field one : query) {
      filled.append(next).append(one.name()).append('=').append(one.value());
      next = '&';
    }
    if (!moreQuery.isEmpty()) {
      filled.append(next).append(moreQuery);
    }
    return filled.toString();
  }

  /** As it is sent. */
  Probe probe(long number) {
    StringBuilder out = new StringBuilder(beforeLine);
    String sentTarget = filledTarget();
    out.append(method).append(' ').append(sentTarget);
    out.append(version.isEmpty() ? "" : " " + version).append(lineEnd);
    for (Field field : headers) {
      out.append(field.name()).append(": ").append(field.value()).append(lineEnd);
    }
    out.append(rawFields);
    if (framed != null) {
      out.append(framed);
    } else {
      boolean said = headers.stream().anyMatch(field -> field.is("Content-Length"));
      if (body != null && !unlength && !said) {
        out.append("Content-Length: ").append(body.length()).append(lineEnd);
      }
      out.append(lineEnd).append(content());
    }
    return new Probe(
        number,
        operation,
        List.copyOf(changes),
        method,
        sentTarget,
        out.toString(),
        Set.copyOf(mayShow),
        patience,
        manner);
  }
}
