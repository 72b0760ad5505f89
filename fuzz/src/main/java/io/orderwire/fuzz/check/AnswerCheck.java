package io.orderwire.fuzz.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.fuzz.api.Api;
import io.orderwire.fuzz.api.ErrorTable;
import io.orderwire.fuzz.api.Operation;
import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.http.Answer;
import io.orderwire.fuzz.make.Known;
import io.orderwire.fuzz.make.Probe;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds an answer against what is published: the description of the operation, or of another one
 * that the address leads to after it was changed, and the table of errors. Safe for use by many
 * threads.
 */
public final class AnswerCheck {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String PROBLEM = "application/problem+json";

  /** What has nothing to do with an operation, and is described once for all of a service. */
  private static final Set<String> ANYWHERE =
      Set.of(
          "bad_request",
          "not_found",
          "method_not_allowed",
          "not_acceptable",
          "request_timeout",
          "uri_too_long",
          "headers_too_large",
          "origin_not_allowed",
          "unsupported_media_type");

  /** What is refused before a request has an id. */
  private static final Set<String> BEFORE_ALL =
      Set.of("bad_request", "request_timeout", "uri_too_long", "headers_too_large");

  private static final Set<String> PASSING =
      Set.of(
          "no_owner",
          "not_caught_up",
          "broker_unavailable",
          "registry_unavailable",
          "predecessor_failed");

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_ALLOWED = 405;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int SWITCHING = 101;

  private final List<Api> apis;
  private final ErrorTable errors;
  private final Map<Service, Schemas> schemas = new EnumMap<>(Service.class);

  /** By these descriptions and this table. */
  public AnswerCheck(List<Api> apis, ErrorTable errors) {
    this.apis = List.copyOf(apis);
    this.errors = errors;
    apis.forEach(api -> schemas.put(api.service(), new Schemas(api)));
  }

  /** What is wrong with an answer; empty if nothing is. */
  public List<Finding> findings(Probe probe, Answer answer, Known known) {
    if (answer.status() == 0) {
      return withoutAnswer(probe, answer);
    }
    List<Finding> found = new ArrayList<>();
    if (answer.status() >= 500) {
      found.addAll(serverFault(answer));
    }
    if (probe.manner() == Probe.Manner.CUT && answer.more().contains("HTTP/1.1 ")) {
      found.add(Finding.of("smuggling", "two answers to one request"));
    }
    boolean description = answer.body().startsWith("openapi: 3.1.0") && isDescription(answer);
    found.addAll(Leaks.in(answer.text(), probe, known, description));
    found.addAll(fields(probe, answer));
    found.addAll(described(probe, answer));
    return found;
  }

  /**
   * Whether it says that something is away for a moment, by a code that the operation has for that,
   * and when to come again: then the request is to be repeated, and tells nothing yet. On a machine
   * that stands still, brokers and owners seem to be away.
   */
  public boolean isPassing(Probe probe, Answer answer) {
    String code = code(answer);
    return answer.status() == UNAVAILABLE
        && !answer.header("Retry-After").isEmpty()
        && PASSING.contains(code)
        && errors.has(probe.operation().api().service(), code, UNAVAILABLE)
        && !probe.operation().answerNode(UNAVAILABLE).isMissingNode();
  }

  private static List<Finding> withoutAnswer(Probe probe, Answer answer) {
    String fault = answer.fault() == null ? "no answer" : answer.fault();
    if (fault.startsWith("no answer within")) {
      return List.of(Finding.of("hang", fault));
    }
    if (probe.manner() == Probe.Manner.NO_REQUEST && fault.equals("closed without an answer")) {
      return List.of();
    }
    if (fault.equals("closed without an answer")) {
      return List.of(Finding.of("no answer", fault));
    }
    return List.of(Finding.of("no HTTP", fault));
  }

  /** Only what passes by itself may be answered 503, and says when to come again. */
  private static List<Finding> serverFault(Answer answer) {
    String code = code(answer);
    return List.of(
        new Finding(
            "5xx", answer.status() + " " + code, answer.status() + " " + shortened(answer.body())));
  }

  private static List<Finding> fields(Probe probe, Answer answer) {
    List<Finding> found = new ArrayList<>();
    int status = answer.status();
    need(found, status == UNAUTHORIZED, answer, "WWW-Authenticate");
    need(found, status == NOT_ALLOWED, answer, "Allow");
    need(found, status == TOO_MANY || status == UNAVAILABLE, answer, "Retry-After");
    boolean problem = answer.mediaType().equals(PROBLEM);
    boolean identified = probe.operation().api().service() != Service.PRODUCER;
    need(
        found,
        identified && !BEFORE_ALL.contains(code(answer)) && status != SWITCHING && !odd(probe),
        answer,
        "X-Request-Id");
    need(found, problem, answer, "Cache-Control");
    if (problem && !answer.header("cache-control").equals("no-store")) {
      found.add(Finding.of("header fields", "a problem that may be stored"));
    }
    for (String telling : List.of("Server", "X-Powered-By")) {
      if (!answer.header(telling).isEmpty()) {
        found.add(Finding.of("header fields", telling + ": " + answer.header(telling)));
      }
    }
    if (!answer.body().isEmpty() && answer.mediaType().isEmpty()) {
      found.add(Finding.of("header fields", status + " has a body without Content-Type"));
    }
    return found;
  }

  /** Whether it may have been refused, by a status alone, before it was known to be a request. */
  private static boolean odd(Probe probe) {
    return probe.method().equals("HEAD") || probe.manner() != Probe.Manner.USUAL;
  }

  private static void need(List<Finding> found, boolean needed, Answer answer, String name) {
    if (needed && answer.header(name).isEmpty()) {
      found.add(Finding.of("header fields", answer.status() + " without " + name));
    }
  }

  /** Fine if one of the operations that the address leads to describes the answer. */
  private List<Finding> described(Probe probe, Answer answer) {
    List<Finding> first = null;
    for (Operation operation : candidates(probe)) {
      List<Finding> found = against(operation, answer);
      if (found.isEmpty()) {
        return found;
      }
      first = first == null ? found : first;
    }
    Operation meant = probe.operation();
    if (answer.mediaType().equals(PROBLEM) && !probe.method().equals("HEAD")) {
      List<Finding> found = problem(meant.api(), "/components/schemas/Problem", answer);
      if (!found.isEmpty() || ANYWHERE.contains(code(answer)) || guarded(probe, answer)) {
        return found;
      }
    }
    if (answer.body().isEmpty() && withoutBody(probe, answer)) {
      return List.of();
    }
    return first == null
        ? List.of(
            Finding.of("description", "nothing describes " + answer.status() + " " + code(answer)))
        : first;
  }

  /** Whether it was not let in at an address, or by a method, that is not the operation's. */
  private static boolean guarded(Probe probe, Answer answer) {
    Operation meant = probe.operation();
    return (answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN)
        && !(probe.path().equals(meant.path()) && probe.method().equals(meant.method()));
  }

  /** Answers that have nothing to be described: to HEAD, OPTIONS, and of a change of protocol. */
  private static boolean withoutBody(Probe probe, Answer answer) {
    boolean asked =
        probe.bytes().contains("Upgrade: h2c") || probe.bytes().contains("Upgrade: websocket");
    return switch (probe.method()) {
      case "HEAD" -> answer.status() < 500;
      case "OPTIONS" -> answer.status() == 200;
      default -> answer.status() == SWITCHING && asked;
    };
  }

  private List<Operation> candidates(Probe probe) {
    List<Operation> candidates = new ArrayList<>();
    String method = probe.method().equals("HEAD") ? "GET" : probe.method();
    Operation meant = probe.operation();
    if (meant.method().equals(method)) {
      candidates.add(meant);
    }
    String path = normalized(probe.path());
    for (Api api : apis) {
      if (api.service() == meant.api().service()) {
        api.operations().stream()
            .filter(other -> other.method().equals(method) && other.matches(path))
            .filter(other -> !other.equals(meant))
            .forEach(candidates::add);
      }
    }
    return candidates;
  }

  private static String normalized(String path) {
    String plain = path.replaceAll(";[^/]*", "").replaceAll("/\\.(?=/|$)", "");
    try {
      plain = URLDecoder.decode(plain.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // Then it leads nowhere.
    }
    plain = plain.replaceAll(";[^/]*", "").replaceAll("/\\.(?=/|$)", "");
    String before = "";
    while (!before.equals(plain)) {
      before = plain;
      plain = plain.replaceAll("/[^/]+/\\.\\.(?=/|$)", "");
    }
    return plain;
  }

  private List<Finding> against(Operation operation, Answer answer) {
    String where = operation.answer(answer.status());
    if (where == null) {
      return List.of(
          new Finding(
              "description",
              "undescribed " + answer.status() + " " + code(answer),
              "the operation has no " + answer.status() + ": " + shortened(answer.body())));
    }
    if (answer.body().isEmpty()) {
      return List.of();
    }
    String type = answer.mediaType();
    Api api = operation.api();
    JsonNode content = api.at(where).path("content");
    if (!content.has(type)) {
      return List.of(
          Finding.of("description", answer.status() + " as " + type + " is not described"));
    }
    String schema = where + "/content/" + type.replace("/", "~1") + "/schema";
    if (type.equals(PROBLEM)) {
      return problem(api, schema, answer);
    }
    if (type.equals("application/json")) {
      return json(api, schema, answer.body(), answer.status());
    }
    if (type.equals("application/x-ndjson")) {
      return lines(api, schema, answer);
    }
    if (type.equals("application/yaml")
        && !answer.body().equals(new String(api.text().getBytes(UTF_8), ISO_8859_1))) {
      return List.of(Finding.of("description", "another description than the published one"));
    }
    return List.of();
  }

  private List<Finding> problem(Api api, String schema, Answer answer) {
    List<Finding> found = new ArrayList<>(json(api, schema, answer.body(), answer.status()));
    if (!found.isEmpty()) {
      return found;
    }
    JsonNode document = JSON.readTree(utf8(answer.body()).orElse("{}"));
    String code = document.path("code").asString("");
    if (document.path("status").asInt(0) != answer.status()) {
      found.add(
          Finding.of("problem", "status " + document.path("status") + " with " + answer.status()));
    }
    if (!errors.has(api.service(), code, answer.status())) {
      found.add(
          Finding.of(
              "problem", "docs/errors.md has no " + code + " with " + answer.status() + " here"));
    }
    return found;
  }

  private List<Finding> lines(Api api, String schema, Answer answer) {
    List<Finding> found = new ArrayList<>();
    String[] lines = answer.body().split("\n", -1);
    for (int n = 0; n < lines.length - 1 && found.isEmpty(); n++) {
      found.addAll(json(api, schema + "/contentSchema", lines[n], answer.status()));
    }
    if (!lines[lines.length - 1].isEmpty()) {
      found.add(Finding.of("description", "a line that does not end"));
    }
    return found;
  }

  private List<Finding> json(Api api, String schema, String bytes, int status) {
    Optional<String> text = utf8(bytes);
    if (text.isEmpty()) {
      return List.of(Finding.of("JSON", status + " is no UTF-8"));
    }
    try {
      JSON.readTree(text.get());
    } catch (JacksonException e) {
      return List.of(new Finding("JSON", status + " is no JSON", shortened(bytes)));
    }
    Schemas known = schemas.get(api.service());
    Optional<String> fault = known == null ? Optional.empty() : known.fault(schema, text.get());
    return fault
        .map(
            f ->
                List.of(
                    new Finding(
                        "schema",
                        status + " " + f.replaceAll("[0-9]+|'[^']*'", "…"),
                        f + " in " + shortened(bytes))))
        .orElse(List.of());
  }

  private static Optional<String> utf8(String bytes) {
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String code(Answer answer) {
    if (!answer.mediaType().equals(PROBLEM)) {
      return "";
    }
    try {
      return JSON.readTree(utf8(answer.body()).orElse("{}")).path("code").asString("");
    } catch (JacksonException e) {
      return "";
    }
  }

  private boolean isDescription(Answer answer) {
    return apis.stream()
        .anyMatch(api -> answer.body().equals(new String(api.text().getBytes(UTF_8), ISO_8859_1)));
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
