package io.orderwire.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * New partners whose histories hold so many events each.
 *
 * @param ids their ids
 * @param keys their keys, in the same order
 */
record Partners(List<String> ids, List<String> keys) {
  /** Registers them, publishes their events, and waits until all can be seen. */
  static Partners with(Stage stage, String what, int count, int events)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      ids.add(stage.newName(what));
      keys.add(stage.system().addPartner(ids.getLast()));
    }
    try (Feed feed = new Feed(stage.system(), Duration.ofMillis(5))) {
      feed.publish(ids, events);
    }
    for (int n = 0; n < count; n++) {
      Http api = stage.system().partner(keys.get(n));
      Wait.until("events of " + ids.get(n), events, () -> newest(api));
    }
    return new Partners(ids, keys);
  }

  /** The newest item's sequence, 0 where there is none. */
  static long newest(Http api) throws IOException, InterruptedException {
    JsonNode events = api.get("/v1/orders/events?limit=1").path("events");
    return events.isEmpty() ? 0 : events.get(0).path("sequence").asLong();
  }
}
