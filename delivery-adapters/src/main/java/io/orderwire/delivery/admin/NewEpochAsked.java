package io.orderwire.delivery.admin;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A new epoch, as asked for.
 *
 * @param from its first sequence
 * @param force also where the history is not frozen
 */
record NewEpochAsked(long from, boolean force) {
  /** Reads a request's body; refuses it with what is wrong. */
  static NewEpochAsked parse(byte @Nullable [] body) {
    JsonNode json = JsonBody.object(body == null ? new byte[0] : body, Set.of("from", "force"));
    JsonNode force = json.path("force");
    if (!force.isMissingNode() && !force.isBoolean()) {
      throw Refusals.invalid("force must be true or false.");
    }
    return new NewEpochAsked(JsonBody.sequence(json, "from"), force.asBoolean(false));
  }
}
