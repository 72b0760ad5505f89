package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessagesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  @Test
  void each_message_says_what_it_is_and_which_endpoint_it_is_about() {
    Map<String, byte[]> messages =
        Map.of(
            "endpoint.verification", Messages.verification("we_1", "c\"1", NOW),
            "endpoint.test", Messages.test("we_1", NOW),
            "endpoint.changed", Messages.changed("we_1", "paused", NOW),
            "endpoint.degraded", Messages.degraded("we_1", NOW),
            "endpoint.suspended", Messages.suspended("we_1", "gone", NOW));
    messages.forEach(
        (type, json) -> {
          var message = SampleItems.tree(json);
          assertThat(message.propertyNames()).containsExactly("type", "timestamp", "data");
          assertThat(message.get("type").asString()).isEqualTo(type);
          assertThat(message.get("timestamp").asString()).isEqualTo("2026-11-24T06:00:00Z");
          assertThat(message.at("/data/endpoint_id").asString()).isEqualTo("we_1");
        });
  }

  @Test
  void they_hold_what_they_are_about() {
    assertThat(new String(Messages.verification("we_1", "c\"1", NOW), UTF_8))
        .endsWith("\"data\":{\"endpoint_id\":\"we_1\",\"challenge\":\"c\\\"1\"}}");
    assertThat(new String(Messages.changed("we_1", "paused", NOW), UTF_8))
        .endsWith("\"data\":{\"endpoint_id\":\"we_1\",\"change\":\"paused\"}}");
    assertThat(new String(Messages.suspended("we_1", "gone", NOW), UTF_8))
        .endsWith("\"data\":{\"endpoint_id\":\"we_1\",\"reason\":\"gone\"}}");
  }
}
