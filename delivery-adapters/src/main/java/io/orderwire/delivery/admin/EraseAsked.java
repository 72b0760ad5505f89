package io.orderwire.delivery.admin;

import io.orderwire.delivery.command.Command;
import io.orderwire.schemas.EventRules;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What of a history is to be erased, as asked for. */
sealed interface EraseAsked {
  /** All items of an order. */
  record OfOrder(String orderId) implements EraseAsked {}

  /** The items with these sequences, in whichever epochs. */
  record Sequences(SortedSet<Long> sequences) implements EraseAsked {}

  /** All items. */
  record All() implements EraseAsked {}

  /** Reads a request's body; refuses it with what is wrong. */
  static EraseAsked parse(byte @Nullable [] body) {
    JsonNode json =
        JsonBody.object(body == null ? new byte[0] : body, Set.of("order_id", "sequences", "all"));
    if (json.size() != 1) {
      throw Refusals.invalid("Give one of order_id, sequences and all.");
    }
    JsonNode orderId = json.path("order_id");
    if (!orderId.isMissingNode()) {
      if (!orderId.isString() || !EventRules.isOrderId(orderId.asString())) {
        throw Refusals.invalid("order_id is not an order id.");
      }
      return new OfOrder(orderId.asString());
    }
    JsonNode sequences = json.path("sequences");
    if (!sequences.isMissingNode()) {
      return new Sequences(sequences(sequences));
    }
    if (!json.path("all").isBoolean() || !json.path("all").asBoolean()) {
      throw Refusals.invalid("all must be true.");
    }
    return new All();
  }

  private static SortedSet<Long> sequences(JsonNode given) {
    SortedSet<Long> sequences = new TreeSet<>();
    for (JsonNode one : given) {
      if (one.isIntegralNumber() && one.canConvertToLong() && one.asLong() > 0) {
        sequences.add(one.asLong());
      }
    }
    if (!given.isArray()
        || given.isEmpty()
        || given.size() > Command.MOST_SLOTS
        || sequences.size() != given.size()) {
      throw Refusals.invalid(
          "sequences must be a list of 1 to "
              + Command.MOST_SLOTS
              + " different whole numbers from 1.");
    }
    return sequences;
  }
}
