package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One partner's view of its history, by polling. Safe for use by many threads. */
public final class PartnerApi {
  private final Http http;

  PartnerApi(Http http) {
    this.http = http;
  }

  /** Requests with its key. */
  public Http http() {
    return http;
  }

  /**
   * A page of {@code GET /v1/orders/events}.
   *
   * @param items the items, with their exact text
   */
  record Page(List<Item> items, String cursor, String newestCursor, boolean hasMore) {}

  /** The page of this query; fails on another status than 200. */
  Page page(String query) {
    Answer answer = http.get("/v1/orders/events" + query);
    assertThat(answer.status()).as("%s: %s", query, answer.text()).isEqualTo(200);
    return new Page(
        Item.ofPage(answer.text(), "events"),
        answer.json().path("cursor").asString(),
        answer.json().path("newest_cursor").asString(),
        answer.json().path("has_more").asBoolean());
  }

  /** All items, oldest first, by {@code newer_than} in pages of this size. */
  public List<Item> forwards(int limit) {
    return walk(
        page("?since=1970-01-01T00:00:00Z&limit=" + limit), "?newer_than=%s&limit=" + limit);
  }

  /** All items behind a cursor, oldest first, in pages of this size; erased ones too. */
  List<Item> after(String cursor, int limit) {
    String next = "?newer_than=%s&limit=" + limit;
    return walk(page(next.formatted(cursor)), next);
  }

  /** All items, newest first, by {@code older_than} in pages of this size. */
  List<Item> backwards(int limit) {
    return walk(page("?limit=" + limit), "?older_than=%s&limit=" + limit);
  }

  /** All items, oldest first, once the history holds at least this many. */
  public List<Item> whenAtLeast(int count) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> newestSequence() >= count);
    return forwards(1000);
  }

  /** The newest item's sequence, 0 for an empty history. */
  long newestSequence() {
    List<Item> newest = page("?limit=1").items();
    return newest.isEmpty() ? 0 : newest.getFirst().sequence();
  }

  private List<Item> walk(Page first, String next) {
    List<Item> all = new ArrayList<>(first.items());
    Page page = first;
    while (page.hasMore()) {
      page = page(next.formatted(page.cursor()));
      all.addAll(page.items());
    }
    return all;
  }
}
