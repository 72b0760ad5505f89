package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What has to hold of every history. */
final class Histories {
  private Histories() {}

  /**
   * Items are the events that were sent, in the order of sending, with sequences 1, 2, 3, … and
   * record times that do not go back.
   */
  static void assertThatTheyAre(List<Item> items, List<JsonNode> sent) {
    assertThat(items).extracting(Item::sequence).isEqualTo(sequences(sent.size()));
    assertThat(items).extracting(Item::id).doesNotHaveDuplicates();
    assertThat(items.stream().map(Histories::asSent).toList())
        .isEqualTo(sent.stream().map(Histories::withoutIdentity).toList());
    assertThat(items.stream().map(item -> item.json().path("recorded_at").asString()).toList())
        .isSortedAccordingTo(Histories::compareTimes);
  }

  static List<Long> sequences(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Long::valueOf).toList();
  }

  private static JsonNode asSent(Item item) {
    ObjectNode json = (ObjectNode) item.json();
    json.remove(List.of("id", "sequence", "recorded_at"));
    return json;
  }

  private static JsonNode withoutIdentity(JsonNode event) {
    ObjectNode json = (ObjectNode) event.deepCopy();
    json.remove(List.of("event_id", "partner_id"));
    return json;
  }

  private static int compareTimes(String one, String other) {
    return java.time.Instant.parse(one).compareTo(java.time.Instant.parse(other));
  }
}
