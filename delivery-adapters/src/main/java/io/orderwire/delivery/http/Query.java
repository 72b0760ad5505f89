package io.orderwire.delivery.http;

import io.orderwire.delivery.history.EventType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The query parameters of a request. A parameter that is unknown, repeated or empty is refused: a
 * mistyped boundary must not be taken for none.
 */
public final class Query {
  private static final int DEFAULT_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1_000;
  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private final Map<String, String[]> parameters;

  private Query(Map<String, String[]> parameters) {
    this.parameters = parameters;
  }

  /**
   * The query of a request.
   *
   * @throws RefusedException if it has a parameter that is not known here, or one twice
   */
  public static Query of(HttpServletRequest request, Set<String> known) {
    return of(request.getParameterMap(), known);
  }

  /**
   * The query with these parameters, decoded, each with all of its values.
   *
   * @throws RefusedException if it has a parameter that is not known here, or one twice
   */
  public static Query of(Map<String, String[]> parameters, Set<String> known) {
    parameters.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            throw refused(
                "parameter",
                name,
                "There is no parameter '"
                    + shown(name)
                    + "' here; there is "
                    + String.join(", ", known.stream().sorted().toList())
                    + ".");
          }
          if (values.length > 1) {
            throw refused("parameter", name, "The parameter " + name + " is given twice.");
          }
          if (values[0].isEmpty()) {
            throw refused("parameter", name, "The parameter " + name + " is empty.");
          }
        });
    return new Query(parameters);
  }

  /** A parameter's text. */
  public Optional<String> text(String name) {
    String[] values = parameters.get(name);
    return values == null ? Optional.empty() : Optional.of(values[0]);
  }

  /** {@code limit}, 1 to 1,000; 100 if it is not given. */
  public int limit() {
    String text = text("limit").orElse(String.valueOf(DEFAULT_LIMIT));
    int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw RefusedException.of(
          ErrorCode.INVALID_LIMIT,
          "limit must be a whole number from 1 to 1000, not '" + shown(text) + "'.");
    }
    return limit;
  }

  /** {@code since}, a time with offset (RFC 3339). */
  public Optional<Instant> since() {
    return text("since").map(Query::time);
  }

  /** {@code types}, separated by commas; empty for all. */
  public Set<EventType> types() {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String name : text("types").map(text -> text.split(",", -1)).orElse(new String[0])) {
      types.add(
          EventType.ofWireName(name)
              .filter(type -> type != EventType.ERASED)
              .orElseThrow(
                  () ->
                      RefusedException.of(
                          ErrorCode.INVALID_TYPE,
                          "There is no type '"
                              + shown(name)
                              + "'; there is order.created, order.status_changed,"
                              + " order.item_fulfilled and order.cancelled.")));
    }
    return types;
  }

  private static Instant time(String text) {
    return rfc3339(text)
        .orElseThrow(
            () ->
                RefusedException.of(
                    ErrorCode.INVALID_TIME,
                    "since must be a time such as 2026-11-24T06:00:00Z (RFC 3339), not '"
                        + shown(text)
                        + "'. In a URL, write + as %2B."));
  }

  /** The time that a text names, with seconds and offset (RFC 3339); empty if it names none. */
  public static Optional<Instant> rfc3339(String text) {
    try {
      if (RFC_3339.matcher(text).matches()) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
    } catch (DateTimeException e) {
      // Falls through: a form that fits, with a day that does not exist.
    }
    return Optional.empty();
  }

  private static RefusedException refused(String member, String name, String detail) {
    return new RefusedException(
        Problem.of(ErrorCode.INVALID_PARAMETER, detail).with(member, shown(name)));
  }

  /** A text of the caller's, short and without control characters, to be shown to the caller. */
  public static String shown(String text) {
    String clean = text.replaceAll("\\p{Cc}", "?");
    return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
  }
}
