package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Replay;
import java.util.Optional;

/**
 * One cursor of an endpoint.
 *
 * @param endpoint the endpoint, as it was when the cursor's loop began
 * @param replay the replay, or empty for the live cursor
 */
record Cursor(Endpoint endpoint, Optional<Replay> replay) {
  String partnerId() {
    return endpoint.partnerId();
  }

  /** Under which its progress is stored. */
  String subscription() {
    return replay.isPresent() ? endpoint.replaySubscription() : endpoint.id();
  }

  /** Where it begins if no progress is stored. */
  Position start() {
    return replay.map(Replay::from).orElse(endpoint.start());
  }

  boolean isReplay() {
    return replay.isPresent();
  }
}
