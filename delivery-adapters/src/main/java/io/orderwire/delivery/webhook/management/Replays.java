package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Replay;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Second cursors beside the live ones. */
final class Replays {
  /** The members of a request. */
  static final Set<String> MEMBERS = Set.of("from", "to", "requests_per_second", "dry_run");

  private static final int DEFAULT_RATE = 10;
  private static final int LONGEST_PLACE = 64;
  private static final int MOST_EXAMINED = 100_000;
  private static final int PAGE = 1_000;

  private final Changes changes;
  private final Places places;
  private final History history;
  private final ProgressStore progress;
  private final EndpointActions actions;
  private final NewIds ids;

  Replays(
      Changes changes,
      Places places,
      History history,
      ProgressStore progress,
      EndpointActions actions,
      NewIds ids) {
    this.changes = changes;
    this.places = places;
    this.history = history;
    this.progress = progress;
    this.actions = actions;
    this.ids = ids;
  }

  /** Begins a replay, or only says what it would be. */
  ObjectNode start(Actor actor, String id, IfMatch ifMatch, Fields fields)
      throws InterruptedException {
    Endpoint endpoint = changes.find(actor.partnerId(), id);
    ifMatch.require(endpoint);
    Range range = range(endpoint, fields);
    int rate = fields.whole("requests_per_second", 1, 1_000).orElse(DEFAULT_RATE);
    if (fields.flag("dry_run").orElse(false)) {
      return counted(range(endpoint.partnerId(), range), endpoint, range);
    }
    Endpoint begun =
        changes.change(
            actor,
            id,
            ifMatch,
            Change.REPLAY_STARTED,
            (current, now) -> {
              if (current.replay().isPresent()) {
                throw Refusals.conflict("A replay is going on; cancel it before another begins.");
              }
              place(current, range.from());
              return current.withReplay(
                  Optional.of(
                      new Replay(ids.next("rp_"), range.from(), range.toSequence(), rate, now)),
                  now);
            });
    return described(begun, begun.replay().orElseThrow(), range.from());
  }

  /** How far the replay has come. */
  ObjectNode progress(String partnerId, String id) throws InterruptedException {
    Endpoint endpoint = changes.find(partnerId, id);
    Replay replay = endpoint.replay().orElseThrow(Replays::none);
    return switch (progress.load(partnerId, endpoint.replaySubscription())) {
      case ProgressStore.Loaded.Found(Optional<Progress> stored, Instant _) ->
          described(endpoint, replay, stored.map(Progress::position).orElse(replay.from()));
      case ProgressStore.Loaded.NotOwner() -> throw Refusals.noOwner();
      case ProgressStore.Loaded.Unavailable() -> throw Refusals.unavailable();
    };
  }

  /** Ends the replay. */
  void cancel(Actor actor, String id, IfMatch ifMatch) throws InterruptedException {
    changes.change(
        actor,
        id,
        ifMatch,
        Change.REPLAY_CANCELLED,
        (current, now) -> {
          if (current.replay().isEmpty()) {
            throw none();
          }
          return current.withReplay(Optional.empty(), now);
        });
  }

  private Range range(Endpoint endpoint, Fields fields) throws InterruptedException {
    if (endpoint.definition().format() == Format.TRIGGER) {
      throw Refusals.conflict("An endpoint of the format trigger gets no items: poll them.");
    }
    String partnerId = endpoint.partnerId();
    String from =
        fields
            .text("from", LONGEST_PLACE)
            .orElseThrow(() -> fields.broken("from", "is needed: where the replay begins."));
    Position begin = places.behind(partnerId, "from", from);
    Position end = places.behind(partnerId, "to", fields.text("to", LONGEST_PLACE).orElse("now"));
    if (end.sequence() <= begin.sequence()) {
      throw fields.broken("to", "must lie behind from: there is nothing between them.");
    }
    return new Range(begin, end.sequence());
  }

  private void place(Endpoint endpoint, Position from) throws InterruptedException {
    switch (actions.move(endpoint, endpoint.replaySubscription(), from)) {
      case ProgressStore.Written.Stored() -> {}
      case ProgressStore.Written.NotOwner() -> throw Refusals.noOwner();
      case ProgressStore.Written.Outdated(), ProgressStore.Written.Unavailable() ->
          throw Refusals.unavailable();
    }
  }

  /** How many items there are; what is behind the most that is examined counts as a whole. */
  private ObjectNode counted(ObjectNode json, Endpoint endpoint, Range range) {
    Definition definition = endpoint.definition();
    long all = range.toSequence() - range.from().sequence();
    if (definition.types().isEmpty()) {
      return json.put("items", all).put("exact", true);
    }
    long examined = 0;
    long items = 0;
    while (examined < Math.min(all, MOST_EXAMINED)) {
      List<Event> page =
          history.readAfter(
              endpoint.partnerId(),
              range.from().sequence() + examined,
              (int) Math.min(PAGE, all - examined));
      if (page.isEmpty()) {
        break;
      }
      examined += page.size();
      items += page.stream().filter(event -> definition.passes(event.type())).count();
    }
    return json.put("items", items + all - examined).put("exact", examined == all);
  }

  private ObjectNode range(String partnerId, Range range) {
    return EndpointJson.object()
        .put("from", ItemIds.encode(partnerId, range.from()))
        .put("to", ItemIds.encode(partnerId, places.at(partnerId, range.toSequence())));
  }

  private ObjectNode described(Endpoint endpoint, Replay replay, Position position) {
    long from = replay.from().sequence();
    long done = Math.clamp(position.sequence() - from, 0, replay.toSequence() - from);
    return range(endpoint.partnerId(), new Range(replay.from(), replay.toSequence()))
        .put("id", replay.id())
        .put("requests_per_second", replay.requestsPerSecond())
        .put("started_at", replay.startedAt().toString())
        .put("cursor", ItemIds.encode(endpoint.partnerId(), position))
        .put("examined", done)
        .put("remaining", replay.toSequence() - from - done);
  }

  private static RefusedException none() {
    return RefusedException.of(ErrorCode.NOT_FOUND, "No replay is going on.");
  }

  /** Behind one item up to another. */
  private record Range(Position from, long toSequence) {}
}
