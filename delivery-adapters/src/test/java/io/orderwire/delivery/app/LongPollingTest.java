package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.EventType;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that wait, of partners that may have one waiting. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongPollingTest {
  private static final String EVENTS = "/v1/orders/events";
  private static final String APPLIED = "Preference-Applied";

  private final PartnerPort port =
      PartnerPort.start("orderwire.delivery.polling.waiting-per-partner=1");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentMap<String, String> keys = new ConcurrentHashMap<>();

  @AfterAll
  void stop() {
    threads.close();
    port.close();
  }

  @Test
  void who_has_enough_requests_waiting_is_answered_at_once() throws Exception {
    Pair pair = pair("many", 0);
    assertThat(pair.atOnce().statusCode()).isEqualTo(200);
    assertThat(pair.atOnce().body()).contains("\"events\":[]");
    assertThat(pair.atOnce().headers().firstValue(APPLIED)).isEmpty();
    port.history().append("many", EventType.CREATED, "at-last");
    assertThat(pair.waiting().get().body()).contains("at-last");
    assertThat(pair.waiting().get().headers().firstValue(APPLIED)).hasValue("wait=60");
    assertThat(pair("many", 1).atOnce().statusCode()).isEqualTo(200);
    port.history().append("many", EventType.CREATED, "again");
  }

  @Test
  void who_is_suspended_while_it_waits_is_shown_nothing() throws Exception {
    Pair pair = pair("bad", 0);
    port.registry().suspend("bad", true, Authors.OPERATOR);
    port.history().append("bad", EventType.CREATED, "secret");
    assertThat(pair.waiting().get().statusCode()).isEqualTo(403);
    assertThat(pair.waiting().get().body()).contains("partner_suspended").doesNotContain("secret");
  }

  @Test
  void whose_key_is_revoked_while_it_waits_is_shown_nothing() throws Exception {
    Pair pair = pair("stolen", 0);
    port.registry()
        .find("stolen")
        .orElseThrow()
        .keys()
        .forEach(
            key -> {
              try {
                port.registry().revokeKey("stolen", key.keyId(), Authors.OPERATOR);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    port.history().append("stolen", EventType.CREATED, "secret");
    assertThat(pair.waiting().get().statusCode()).isEqualTo(401);
    assertThat(pair.waiting().get().body()).contains("invalid_key").doesNotContain("secret");
  }

  /** Two at the same time: one waits, therefore the other does not. */
  private Pair pair(String partner, long newest) throws Exception {
    CompletableFuture<HttpResponse<String>> one = ask(partner, newest);
    CompletableFuture<HttpResponse<String>> other = ask(partner, newest);
    var _ = CompletableFuture.anyOf(one, other).get();
    return one.isDone() ? new Pair(one.get(), other) : new Pair(other.get(), one);
  }

  private CompletableFuture<HttpResponse<String>> ask(String partner, long newest) {
    String path = EVENTS + "?newer_than=" + PartnerPort.id(partner, newest);
    String key = keys.computeIfAbsent(partner, id -> port.partner(id));
    return CompletableFuture.supplyAsync(() -> port.get(key, path, "Prefer", "wait=60"), threads);
  }

  private record Pair(
      HttpResponse<String> atOnce, CompletableFuture<HttpResponse<String>> waiting) {}
}
