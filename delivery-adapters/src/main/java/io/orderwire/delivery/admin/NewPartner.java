package io.orderwire.delivery.admin;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.schemas.EventRules;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A partner to be registered, as asked for. */
record NewPartner(
    String id, Optional<String> name, Set<Scope> scopes, OptionalInt requestsPerSecond) {
  private static final int LONGEST_NAME = 200;
  private static final int MOST_REQUESTS = 1_000_000;

  /** Reads a request's body; refuses it with what is wrong. */
  static NewPartner parse(byte @Nullable [] body) {
    JsonNode json =
        JsonBody.object(
            body == null ? new byte[0] : body,
            Set.of("partner_id", "name", "scopes", "requests_per_second"));
    JsonNode id = json.path("partner_id");
    if (!id.isString() || !EventRules.isPartnerId(id.asString())) {
      throw invalid(
          "partner_id must be 1 to 64 of a-z, 0-9, '.', '_' and '-', and begin with a letter or digit.");
    }
    return new NewPartner(id.asString(), name(json), scopes(json), requestsPerSecond(json));
  }

  private static Optional<String> name(JsonNode json) {
    JsonNode name = json.path("name");
    if (name.isMissingNode() || name.isNull()) {
      return Optional.empty();
    }
    if (!name.isString() || name.asString().isBlank() || name.asString().length() > LONGEST_NAME) {
      throw invalid("name must be text of 1 to 200 characters.");
    }
    return Optional.of(name.asString());
  }

  private static Set<Scope> scopes(JsonNode json) {
    JsonNode asked = json.path("scopes");
    if (asked.isMissingNode()) {
      return EnumSet.allOf(Scope.class);
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode one : asked) {
      for (Scope scope : Scope.values()) {
        if (one.isString() && one.asString().equals(scope.name().toLowerCase(Locale.ROOT))) {
          scopes.add(scope);
        }
      }
    }
    if (!asked.isArray() || asked.isEmpty() || scopes.size() != asked.size()) {
      throw invalid("scopes must be a list of read and manage, at least one and each once.");
    }
    return scopes;
  }

  private static OptionalInt requestsPerSecond(JsonNode json) {
    JsonNode asked = json.path("requests_per_second");
    if (asked.isMissingNode() || asked.isNull()) {
      return OptionalInt.empty();
    }
    if (!asked.isInt() || asked.asInt() < 1 || asked.asInt() > MOST_REQUESTS) {
      throw invalid("requests_per_second must be a whole number from 1 to 1000000.");
    }
    return OptionalInt.of(asked.asInt());
  }

  private static RefusedException invalid(String detail) {
    return RefusedException.of(ErrorCode.INVALID_PARAMETER, detail);
  }
}
