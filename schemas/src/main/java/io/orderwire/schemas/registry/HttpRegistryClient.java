package io.orderwire.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.apache.avro.Schema;

/**
 * A registry over Confluent's REST API. Nothing is remembered; {@link CachingRegistryClient} does
 * that.
 *
 * <p>Schemas are sent self-contained, without references.
 */
public final class HttpRegistryClient implements RegistryClient {
  private static final int SUBJECT_COMPATIBILITY_NOT_SET = 40408;

  private final RegistryCalls calls;

  /** A client whose waits vary by the thread's own randomness. */
  public HttpRegistryClient(RegistrySettings settings) {
    this(settings, () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * A client.
   *
   * @param chance gives numbers from 0 (inclusive) to 1 (exclusive), by which waits vary
   */
  public HttpRegistryClient(RegistrySettings settings, DoubleSupplier chance) {
    this.calls = new RegistryCalls(settings, chance);
  }

  @Override
  public int register(String subject, Schema schema) {
    JsonNode answer = calls.post("/subjects/" + encoded(subject) + "/versions", request(schema));
    return intField(answer, "id");
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return intField(calls.post("/subjects/" + encoded(subject), request(schema)), "id");
  }

  @Override
  public Schema byId(int id) {
    return parsed(calls.get("/schemas/ids/" + id), "schema id " + id);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    JsonNode answer = calls.get("/subjects/" + encoded(subject) + "/versions/latest");
    return new RegisteredSchema(
        subject,
        intField(answer, "version"),
        intField(answer, "id"),
        parsed(answer, "the latest version of subject " + subject));
  }

  @Override
  public Optional<Compatibility> compatibility(String subject) {
    JsonNode answer;
    try {
      answer = calls.get("/config/" + encoded(subject));
    } catch (RegistryException.NotFound e) {
      return Optional.empty();
    }
    String level = answer.path("compatibilityLevel").asText("");
    try {
      return Optional.of(Compatibility.valueOf(level.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new RegistryException.Refused(
          200, "the registry names a compatibility that is not known here: " + level);
    }
  }

  @Override
  public void setCompatibility(String subject, Compatibility level) {
    String path = "/config/" + encoded(subject);
    Map<String, String> body = Map.of("compatibility", level.name());
    try {
      calls.put(path, body);
    } catch (RegistryException.Incompatible raced) {
      // Apicurio answers 409 to the later of two clients that set it for the first time at once.
      calls.put(path, body);
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  static boolean isKnownAbsence(int errorCode) {
    return (errorCode >= 40401 && errorCode <= 40403) || errorCode == SUBJECT_COMPATIBILITY_NOT_SET;
  }

  private static Map<String, String> request(Schema schema) {
    return Map.of("schema", SchemaText.of(schema));
  }

  private static Schema parsed(JsonNode answer, String what) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException.Unusable(what + " is not Avro but " + type);
    }
    if (!answer.path("references").isEmpty()) {
      throw new RegistryException.Unusable(
          what + " refers to other schemas, which is not supported");
    }
    if (!answer.path("schema").isTextual()) {
      throw notTheApi("schema");
    }
    try {
      return new Schema.Parser().parse(answer.path("schema").asText());
    } catch (RuntimeException e) {
      // whatever stands in the registry, and Avro's parser fails in more ways than its own
      throw new RegistryException.Unusable(
          what + " is not a schema that Avro accepts: " + e.getMessage());
    }
  }

  private static int intField(JsonNode answer, String name) {
    if (!answer.path(name).isInt()) {
      throw notTheApi(name);
    }
    return answer.path(name).asInt();
  }

  private static RegistryException notTheApi(String field) {
    return new RegistryException.Refused(
        200, "the answer has no usable field '" + field + "'; is this a schema registry?");
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
  }
}
