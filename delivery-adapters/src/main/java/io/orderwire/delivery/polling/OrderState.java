package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.ItemIds;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order's state, folded from its events. Members whose event is missing, because it was erased
 * or is not kept any more, are absent. Pure.
 */
final class OrderState {
  private static final JsonMapper JSON = JsonMapper.shared();

  private OrderState() {}

  /**
   * The state as JSON, UTF-8.
   *
   * @param events the events of one order, ascending, at least one
   */
  static byte[] of(String partnerId, List<Event> events) {
    Event last = events.getLast();
    ObjectNode state = JSON.createObjectNode();
    state.put("order_id", last.orderId());
    for (Event event : events) {
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
    }
    state.put("updated_at", last.recordedAt().toString());
    state.put("last_sequence", last.position().sequence());
    state.put("last_item_id", ItemIds.encode(partnerId, last.position()));
    return JSON.writeValueAsBytes(state);
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
