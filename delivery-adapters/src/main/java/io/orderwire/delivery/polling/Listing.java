package io.orderwire.delivery.polling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The two forms in which a history is listed: what may be asked, and how a page looks. Pure. */
abstract class Listing {
  /** All items. */
  static final Listing EVENTS =
      new Listing(
          "/v1/orders/events",
          Set.of("newer_than", "older_than", "since", "limit", "types", "order_id"),
          "events",
          "has_more") {
        @Override
        Predicate<Event> filter(Query query) {
          Set<EventType> types = query.types();
          Optional<String> orderId = query.text("order_id");
          return types.isEmpty() && orderId.isEmpty()
              ? PageRequest.ALL
              : event ->
                  event.type() == EventType.ERASED
                      || ((types.isEmpty() || types.contains(event.type()))
                          && orderId.map(event.orderId()::equals).orElse(true));
        }

        @Override
        JsonItems items(List<Event> events) {
          return JsonItems.of(events);
        }
      };

  /** The orders that were created, in their published form. */
  static final Listing CREATED_HISTORY =
      new Listing(
          "/v1/orders/created-history",
          Set.of("newer_than", "older_than", "limit"),
          "orders_created_events",
          "has_more_items") {
        @Override
        Predicate<Event> filter(Query query) {
          return event -> event.type() == EventType.CREATED;
        }

        @Override
        JsonItems items(List<Event> events) {
          return JsonItems.ofJson(events.stream().map(Event::createdHistoryJson).toList());
        }
      };

  private static final byte[] BEFORE_CURSOR = "],\"cursor\":\"".getBytes(ISO_8859_1);
  private static final byte[] BEFORE_NEWEST = "\",\"newest_cursor\":\"".getBytes(ISO_8859_1);

  private final String path;
  private final Set<String> parameters;
  private final byte[] head;
  private final byte[] more;
  private final byte[] noMore;

  private Listing(String path, Set<String> parameters, String items, String hasMore) {
    this.path = path;
    this.parameters = parameters;
    this.head = ("{\"" + items + "\":[").getBytes(ISO_8859_1);
    this.more = ("\",\"" + hasMore + "\":true}").getBytes(ISO_8859_1);
    this.noMore = ("\",\"" + hasMore + "\":false}").getBytes(ISO_8859_1);
  }

  /** Which items are shown. */
  abstract Predicate<Event> filter(Query query);

  /** How they look. */
  abstract JsonItems items(List<Event> events);

  String path() {
    return path;
  }

  /** The parameters that it has. */
  Set<String> parameters() {
    return parameters;
  }

  /**
   * The page that a query asks for.
   *
   * @throws RefusedException if it asks for none
   */
  PageRequest asked(Caller caller, Query query) {
    Predicate<Event> filter = filter(query);
    return new PageRequest(caller.partnerId(), boundary(caller, query), query.limit(), filter);
  }

  /** The page's document. The tag leaves newest_cursor out: it moves, while the page stays. */
  JsonAnswer answer(Caller caller, Page page) {
    byte[] end = page.hasMore() ? more : noMore;
    JsonItems items = items(page.events());
    int size =
        head.length
            + items.length()
            + BEFORE_CURSOR.length
            + BEFORE_NEWEST.length
            + 2 * ItemIds.LENGTH
            + end.length;
    JsonBytes json = new JsonBytes(size).add(head);
    items.addTo(json);
    String cursor = ItemIds.encode(caller.partnerId(), page.cursor());
    json.add(BEFORE_CURSOR).add(cursor);
    int tagged = json.size();
    json.add(BEFORE_NEWEST)
        .add(
            page.newest().equals(page.cursor())
                ? cursor
                : ItemIds.encode(caller.partnerId(), page.newest()))
        .add(end);
    byte[] bytes = json.bytes();
    return new JsonAnswer(
        bytes,
        JsonAnswer.tag(bytes, tagged, page.hasMore()),
        page.isSettled() ? JsonAnswer.IMMUTABLE : JsonAnswer.REVALIDATE);
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
        .map(cursor -> Cursors.decode(caller.partnerId(), cursor))
        .<Boundary>map(Boundary.NewerThan::new)
        .or(
            () ->
                olderThan
                    .map(cursor -> Cursors.decode(caller.partnerId(), cursor))
                    .map(Boundary.OlderThan::new))
        .or(() -> since.map(Boundary.Since::new))
        .orElseGet(Boundary.Newest::new);
  }

  private static int count(Optional<?>... given) {
    int count = 0;
    for (Optional<?> one : given) {
      count += one.isPresent() ? 1 : 0;
    }
    return count;
  }
}
