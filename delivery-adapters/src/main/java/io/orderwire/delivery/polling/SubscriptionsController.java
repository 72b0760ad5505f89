package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.subscription.LiveSubscriptions;
import io.orderwire.delivery.subscription.Positions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How far a partner has come: what it says itself, and what its connections have been sent. */
@RestController
final class SubscriptionsController {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int LARGEST_BODY = 4_096;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final History history;
  private final Cursors cursors;
  private final Positions positions;
  private final LiveSubscriptions live;
  private final InstantSource clock;

  SubscriptionsController(
      History history,
      Cursors cursors,
      Positions positions,
      LiveSubscriptions live,
      InstantSource clock) {
    this.history = history;
    this.cursors = cursors;
    this.positions = positions;
    this.live = live;
    this.clock = clock;
  }

  @PostMapping(path = "/v1/orders/events/ack", consumes = MediaType.APPLICATION_JSON_VALUE)
  void ack(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    caller.require(Scope.READ);
    var _ = Query.of(request, Set.of());
    Position position = Cursors.decode(caller.partnerId(), cursor(request));
    cursors.requireReady(caller.partnerId());
    cursors.requireKept(caller.partnerId(), position);
    switch (positions.advance(caller.partnerId(), Positions.POLLING, position)) {
      case Positions.Outcome.Advanced(Position stored) -> {
        // What is stored may be ahead of what was sent, in an epoch that was replaced meanwhile.
        cursors.requireNotReplaced(caller.partnerId(), stored);
        ObjectNode answer =
            JSON.createObjectNode().put("cursor", ItemIds.encode(caller.partnerId(), stored));
        write(response, answer);
      }
      case Positions.Outcome.NotOwner() ->
          throw new RefusedException(
              Problem.of(ErrorCode.NO_OWNER, "The history is moving to another instance.")
                  .retryAfter(SOON));
      case Positions.Outcome.Unavailable() ->
          throw new RefusedException(
              Problem.of(
                      ErrorCode.BROKER_UNAVAILABLE,
                      "The position could not be stored in time. Send it again.")
                  .retryAfter(SOON));
    }
  }

  @GetMapping("/v1/subscriptions")
  void subscriptions(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException {
    caller.require(Scope.READ);
    var _ = Query.of(request, Set.of());
    cursors.requireReady(caller.partnerId());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode all = answer.putArray("subscriptions");
    positions
        .of(caller.partnerId())
        .forEach(
            (channel, stored) -> describe(all.addObject(), caller, channel, stored.position()));
    live.of(caller.partnerId())
        .forEach(one -> describe(all.addObject(), caller, one.channel(), one.position()));
    write(response, answer);
  }

  private void describe(ObjectNode entry, Caller caller, String channel, Position position) {
    String partnerId = caller.partnerId();
    Extent extent = history.extent(partnerId);
    long lag = Math.max(0, extent.newest().sequence() - position.sequence());
    List<Event> next = lag == 0 ? List.of() : history.readAfter(partnerId, position.sequence(), 1);
    double seconds =
        next.isEmpty()
            ? 0
            : Duration.between(next.getFirst().recordedAt(), clock.instant()).toMillis() / 1_000.0;
    boolean expired = !cursors.isValid(partnerId, position);
    entry.put("channel", channel);
    entry.put("cursor", ItemIds.encode(partnerId, position));
    entry.put("lag_events", lag);
    entry.put("lag_seconds", Math.max(0, seconds));
    entry.put("state", expired ? "history_expired" : lag == 0 ? "caught_up" : "behind");
  }

  private static String cursor(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw RefusedException.of(
          ErrorCode.TOO_LARGE, "The body is larger than " + LARGEST_BODY + " bytes.");
    }
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject() && json.size() == 1 && json.path("cursor").isString()) {
        return json.path("cursor").asString();
      }
    } catch (JacksonException e) {
      // Answered below, with what it should be.
    }
    throw RefusedException.of(ErrorCode.INVALID_JSON, "Send {\"cursor\":\"…\"}, and nothing else.");
  }

  private static void write(HttpServletResponse response, ObjectNode answer) throws IOException {
    byte[] body = JSON.writeValueAsBytes(answer);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
