package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pages of a partner's history, in both of their forms. */
@RestController
final class EventsController {
  private static final Set<String> PARAMETERS =
      Set.of("newer_than", "older_than", "since", "limit", "types", "order_id");
  private static final Set<String> CREATED_PARAMETERS = Set.of("newer_than", "older_than", "limit");
  private static final int BYTES_AROUND = 256;

  private final Pages pages;
  private final Authenticator authenticator;
  private final Waiting waiting;

  EventsController(Pages pages, Authenticator authenticator, Waiting waiting) {
    this.pages = pages;
    this.authenticator = authenticator;
    this.waiting = waiting;
  }

  @GetMapping("/v1/orders/events")
  void events(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    caller.require(Scope.READ);
    Query query = Query.of(request, PARAMETERS);
    Set<EventType> types = query.types();
    Optional<String> orderId = query.text("order_id");
    Predicate<Event> filter =
        event ->
            event.type() == EventType.ERASED
                || ((types.isEmpty() || types.contains(event.type()))
                    && orderId.map(event.orderId()::equals).orElse(true));
    Page page = read(request, response, caller, query, filter);
    JsonBytes json = new JsonBytes(size(page)).add("{\"events\":[");
    join(json, page.events().stream().map(Event::json).toList());
    finish(request, response, json, caller, page, "has_more");
  }

  @GetMapping("/v1/orders/created-history")
  void createdHistory(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    caller.require(Scope.READ);
    Query query = Query.of(request, CREATED_PARAMETERS);
    Page page = read(request, response, caller, query, event -> event.type() == EventType.CREATED);
    JsonBytes json = new JsonBytes(size(page)).add("{\"orders_created_events\":[");
    join(json, page.events().stream().map(Event::createdHistoryJson).toList());
    finish(request, response, json, caller, page, "has_more_items");
  }

  private Page read(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      Query query,
      Predicate<Event> filter)
      throws InterruptedException {
    PageRequest asked =
        new PageRequest(caller.partnerId(), boundary(caller, query), query.limit(), filter);
    Duration wait =
        asked.boundary() instanceof Boundary.NewerThan || asked.boundary() instanceof Boundary.Since
            ? Preferences.waitOf(request)
            : Duration.ZERO;
    if (!wait.isPositive() || !waiting.begin(caller.partnerId())) {
      return pages.read(asked, Duration.ZERO);
    }
    try {
      response.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
      Page page = pages.read(asked, wait);
      // Much may have changed while it waited.
      authenticator.requireStillAllowed(caller);
      return page;
    } finally {
      waiting.end(caller.partnerId());
    }
  }

  private static Boundary boundary(Caller caller, Query query) {
    Optional<String> newerThan = query.text("newer_than");
    Optional<String> olderThan = query.text("older_than");
    Optional<Instant> since = query.since();
    if (count(newerThan, olderThan, since) > 1) {
      throw RefusedException.of(
          ErrorCode.CONFLICTING_BOUNDARIES,
          "Give one of newer_than, older_than and since, or none.");
    }
    return newerThan
        .map(cursor -> decode(caller, cursor))
        .<Boundary>map(Boundary.NewerThan::new)
        .or(() -> olderThan.map(cursor -> decode(caller, cursor)).map(Boundary.OlderThan::new))
        .or(() -> since.map(Boundary.Since::new))
        .orElseGet(Boundary.Newest::new);
  }

  private static Position decode(Caller caller, String cursor) {
    return Cursors.decode(caller.partnerId(), cursor);
  }

  private static int count(Optional<?>... given) {
    int count = 0;
    for (Optional<?> one : given) {
      count += one.isPresent() ? 1 : 0;
    }
    return count;
  }

  private static int size(Page page) {
    int bytes = BYTES_AROUND;
    for (Event event : page.events()) {
      bytes += event.json().length + 1;
    }
    return bytes;
  }

  private static void join(JsonBytes json, List<byte[]> items) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        json.add(",");
      }
      json.add(items.get(i));
    }
  }

  /** The tag leaves newest_cursor out: it moves, while the page stays the same. */
  private static void finish(
      HttpServletRequest request,
      HttpServletResponse response,
      JsonBytes json,
      Caller caller,
      Page page,
      String hasMore)
      throws IOException {
    json.add("],\"cursor\":\"").add(ItemIds.encode(caller.partnerId(), page.cursor()));
    int tagged = json.size();
    json.add("\",\"newest_cursor\":\"")
        .add(ItemIds.encode(caller.partnerId(), page.newest()))
        .add("\",\"" + hasMore + "\":" + page.hasMore() + "}");
    byte[] bytes = json.bytes();
    JsonAnswer.write(
        request,
        response,
        bytes,
        JsonAnswer.tag(bytes, tagged, page.hasMore()),
        page.isSettled() ? JsonAnswer.IMMUTABLE : JsonAnswer.REVALIDATE);
  }
}
