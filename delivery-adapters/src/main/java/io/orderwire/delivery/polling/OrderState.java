package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order's state, folded from its events. Members whose event is missing, because it was erased
 * or is not kept any more, are absent. Not thread-safe.
 */
final class OrderState {
  /** By itself a mapper keeps all names that it has read, and so those of attributes. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .build();

  private final ObjectNode state = JSON.createObjectNode();
  private final String partnerId;
  private @Nullable Event last;

  OrderState(String partnerId) {
    this.partnerId = partnerId;
  }

  /** Adds the next event of the order. */
  void add(Event event) {
    state.put("order_id", event.orderId());
    JsonNode item = JSON.readTree(event.json());
    switch (event.type()) {
      case CREATED -> created(state, item);
      case STATUS_CHANGED -> state.set("status", item.path("data").path("to"));
      case ITEM_FULFILLED -> fulfilled(state, item.path("data"));
      case CANCELLED -> {
        state.put("status", "cancelled");
        state.set("cancellation", item.path("data"));
      }
      case ERASED -> {}
    }
    last = event;
  }

  /** The state, UTF-8; empty if there was no event. */
  Optional<byte[]> json() {
    return Optional.ofNullable(last)
        .map(
            event -> {
              state.put("updated_at", event.recordedAt().toString());
              state.put("last_sequence", event.position().sequence());
              state.put("last_item_id", ItemIds.encode(partnerId, event.position()));
              return JSON.writeValueAsBytes(state);
            });
  }

  private static void created(ObjectNode state, JsonNode item) {
    JsonNode data = item.path("data");
    if (!state.has("status")) {
      state.put("status", "new");
    }
    state.set("created_at", item.path("occurred_at"));
    for (String member : List.of("customer_id", "currency", "total", "attributes")) {
      if (data.has(member)) {
        state.set(member, data.path(member));
      }
    }
    ArrayNode items = state.putArray("items");
    for (JsonNode line : data.path("items")) {
      ObjectNode copy = (ObjectNode) line.deepCopy();
      copy.put("fulfilled", 0);
      items.add(copy);
    }
  }

  private static void fulfilled(ObjectNode state, JsonNode data) {
    for (JsonNode line : state.path("items")) {
      if (line.path("line").asInt() == data.path("line").asInt()) {
        ((ObjectNode) line)
            .put("fulfilled", line.path("fulfilled").asLong() + data.path("quantity").asLong());
      }
    }
  }
}
