package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orderwire.delivery.app.PartnerPort.ServletRequests;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.partner.Scope;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That the short way and the servlet stack answer alike. A preference that nothing looks at sends a
 * request through the servlet stack.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortWayTest {
  private static final String EVENTS = "/v1/orders/events";
  private static final String CREATED = "/v1/orders/created-history";
  private static final String PARTNER = "acme";
  private static final List<EventType> TYPES =
      List.of(
          EventType.CREATED,
          EventType.STATUS_CHANGED,
          EventType.ITEM_FULFILLED,
          EventType.CANCELLED);

  private final PartnerPort port = PartnerPort.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String key = "";

  @BeforeAll
  void partner() {
    key = port.partner(PARTNER);
    for (int i = 0; i < 300; i++) {
      port.history().append(PARTNER, TYPES.get(i % 4), "o" + i / 4);
    }
    port.history().erase(PARTNER, 290);
    port.history().trim(PARTNER, 5);
  }

  @AfterEach
  void started() {
    port.partners().complete(true);
    port.history().become(new History.Readiness.Ready());
  }

  @AfterAll
  void stop() {
    port.close();
    client.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVENTS,
        EVENTS + "?limit=1",
        EVENTS + "?limit=200",
        EVENTS + "?limit=1000",
        EVENTS + "?newer_than=#10",
        EVENTS + "?newer_than=#299",
        EVENTS + "?newer_than=#300",
        EVENTS + "?older_than=#20&limit=7",
        EVENTS + "?older_than=#20&limit=500",
        EVENTS + "?since=1970-01-01T00:00:00Z",
        EVENTS + "?since=2026-11-24T00%3A02%3A00.5%2B00%3A00&limit=3",
        EVENTS + "?types=order.created,order.cancelled",
        EVENTS + "?order_id=o7",
        EVENTS + "?%6cimit=3",
        EVENTS + "?",
        EVENTS + "?&limit=4&",
        CREATED,
        CREATED + "?newer_than=#4&limit=10",
        CREATED + "?older_than=#30",
      })
  void what_is_answered_on_the_short_way_is_what_the_servlet_stack_answers(String path)
      throws Exception {
    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"Accept-Encoding", "br, gzip"},
            new String[] {"Accept-Encoding", "gzip;q=0"},
            new String[] {"X-Request-Id", "mine-1"},
            new String[] {"If-None-Match", "*"},
            new String[] {"If-None-Match", "W/\"0\", " + tag(path) + ",\"x\""},
            new String[] {"If-None-Match", "W/\"0\"", "Accept-Encoding", "gzip"},
            new String[] {"Accept", "text/html"},
            new String[] {"Cookie", "a=b"})) {
      assertThat(compare(path, headers)).as(path + " " + List.of(headers)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVENTS + "?limit=0",
        EVENTS + "?limit=1001",
        EVENTS + "?limit=ten",
        EVENTS + "?limit=",
        EVENTS + "?limit",
        EVENTS + "?limit=1&limit=1",
        EVENTS + "?Limit=1",
        EVENTS + "?newer=#10",
        EVENTS + "?newer_than=%ff",
        EVENTS + "?newer_than=nonsense",
        EVENTS + "?newer_than=#10&older_than=#20",
        EVENTS + "?newer_than=#2",
        EVENTS + "?newer_than=#301",
        EVENTS + "?since=yesterday",
        EVENTS + "?since=2026-11-24T00:02:00+00:00",
        EVENTS + "?types=order.erased",
        CREATED + "?types=order.created",
        EVENTS + ";a=b",
        EVENTS + "/",
        EVENTS + "/#10",
        "/v1/orders/../orders/events",
      })
  void what_the_short_way_does_not_answer_is_answered_by_the_servlet_stack(String path)
      throws Exception {
    assertThat(compare(path)).isFalse();
    assertThat(compare(path, "X-Request-Id", "mine-1", "Accept-Encoding", "gzip")).isFalse();
  }

  @Test
  void what_jetty_itself_refuses_is_refused_alike() throws Exception {
    assertThat(send("Bearer " + key, "//v1/orders/events").statusCode()).isEqualTo(400);
    var _ = compare("//v1/orders/events");
  }

  @Test
  void what_is_not_plain_is_left_to_the_servlet_stack() throws Exception {
    for (String[] headers :
        List.of(
            new String[] {"Origin", "https://shop.example"},
            new String[] {"Content-Type", "application/x-www-form-urlencoded"},
            new String[] {"Prefer", "wait=0"})) {
      assertThat(compare(EVENTS, headers)).as(List.of(headers).toString()).isFalse();
    }
    long before = servlet();
    sendWith("HEAD", EVENTS);
    sendWith("POST", EVENTS);
    sendWith("OPTIONS", EVENTS);
    assertThat(servlet()).isEqualTo(before + 3);
  }

  @Test
  void who_may_not_ask_is_refused_by_the_servlet_stack() throws Exception {
    String suspended = port.partner("suspended");
    assertThat(port.registry().suspend("suspended", true, Authors.OPERATOR)).isPresent();
    String without = port.partner("without", Scope.MANAGE);
    for (String authorization :
        List.of(
            "Bearer " + suspended,
            "Bearer " + without,
            "Bearer ow_" + "A".repeat(43),
            "Bearer ",
            "Basic abc")) {
      assertThat(compareAs(authorization, EVENTS)).as(authorization).isFalse();
    }
    assertThat(compareAs("bearer " + key, EVENTS)).isTrue();
    assertThat(compareAs("Bearer  " + key + " ", EVENTS)).isTrue();
  }

  @Test
  void an_instance_that_is_not_ready_refuses_on_both_ways() throws Exception {
    port.partners().complete(false);
    assertThat(compare(EVENTS)).isFalse();
    port.partners().complete(true);
    port.history().become(new History.Readiness.CatchingUp());
    assertThat(compare(EVENTS)).isFalse();
    port.history().become(new History.Readiness.NoOwner());
    assertThat(compare(EVENTS)).isFalse();
  }

  @Test
  void a_frozen_history_is_shown_to_its_end_and_refused_there() throws Exception {
    String frozen = port.partner("frozen");
    port.created("frozen", 10);
    port.history().freeze("frozen", true);
    String authorization = "Bearer " + frozen;
    String path = EVENTS + "?newer_than=";
    assertThat(compareAs(authorization, path + PartnerPort.id("frozen", 5))).isTrue();
    assertThat(compareAs(authorization, path + PartnerPort.id("frozen", 10))).isFalse();
  }

  @Test
  void each_request_is_counted_once_whichever_way_it_goes() throws Exception {
    for (String path :
        List.of(EVENTS, EVENTS + "?limit=0", EVENTS + "?newer_than=nonsense", CREATED)) {
      String partner = "counted-" + path.length();
      String counted = port.add(partner, Set.of(Scope.values()), OptionalInt.of(1));
      HttpResponse<byte[]> first = send("Bearer " + counted, path);
      assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"requests\";q=2;w=2");
      assertThat(first.headers().firstValue("RateLimit")).hasValue("\"requests\";r=1;t=1");
    }
  }

  @Test
  void who_asks_too_often_is_refused_by_the_servlet_stack() throws Exception {
    String often = port.add("often", Set.of(Scope.values()), OptionalInt.of(1));
    HttpResponse<byte[]> last = send("Bearer " + often, EVENTS);
    for (int n = 0; n < 1_000 && last.statusCode() == 200; n++) {
      last = send("Bearer " + often, EVENTS);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("RateLimit").orElse("")).startsWith("\"requests\";r=0;");
    assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void both_ways_are_measured_under_one_name() throws Exception {
    String tag = send("Bearer " + key, CREATED).headers().firstValue("ETag").orElseThrow();
    for (String wanted : List.of("200", "304")) {
      String[] headers =
          wanted.equals("304") ? new String[] {"If-None-Match", tag} : new String[] {};
      long before = measured(wanted).stream().mapToLong(Timer::count).sum();
      assertThat(compare(CREATED, headers)).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(measured(wanted))
                      .singleElement()
                      .extracting(Timer::count)
                      // The servlet stack counts after it has answered: one may come from before.
                      .asInstanceOf(InstanceOfAssertFactories.LONG)
                      .isBetween(before + 2, before + 3));
    }
  }

  @Test
  void an_id_is_made_where_none_of_the_right_form_is_given() throws Exception {
    HttpResponse<byte[]> given = send("Bearer " + key, EVENTS, "X-Request-Id", "not an id");
    assertThat(given.headers().firstValue("X-Request-Id").orElse("")).matches("[0-9a-f]{24}");
    assertThat(send("Bearer " + key, EVENTS).headers().firstValue("X-Request-Id"))
        .isNotEqualTo(send("Bearer " + key, EVENTS).headers().firstValue("X-Request-Id"));
  }

  @Test
  void caches_are_told_of_origins_where_there_are_some() throws Exception {
    try (PartnerPort other =
        PartnerPort.start("orderwire.delivery.cors-origins=https://shop.example")) {
      String own = other.partner("own");
      HttpResponse<String> servlet = other.get(own, EVENTS, "Prefer", "handling=lenient");
      HttpResponse<String> quick = other.get(own, EVENTS);
      assertThat(quick.headers().allValues("Vary")).isEqualTo(servlet.headers().allValues("Vary"));
      assertThat(other.part(ServletRequests.class).count()).isEqualTo(1);
    }
  }

  private Collection<Timer> measured(String status) {
    return port.part(MeterRegistry.class)
        .find("http.server.requests")
        .tags("uri", CREATED, "status", status)
        .timers();
  }

  private boolean compare(String path, String... headers) throws Exception {
    return compareAs("Bearer " + key, path, headers);
  }

  /** Sends it both ways, and compares; whether the servlet stack was passed by. */
  private boolean compareAs(String authorization, String path, String... headers) throws Exception {
    long before = servlet();
    HttpResponse<byte[]> plain = send(authorization, path, headers);
    boolean wasShort = servlet() == before;
    List<String> lenient = new ArrayList<>(List.of(headers));
    lenient.addAll(List.of("Prefer", "handling=lenient"));
    HttpResponse<byte[]> servlet = send(authorization, path, lenient.toArray(String[]::new));
    boolean isNamed = List.of(headers).contains("X-Request-Id");
    assertThat(plain.statusCode()).isEqualTo(servlet.statusCode());
    assertThat(comparable(plain, isNamed)).isEqualTo(comparable(servlet, isNamed));
    if (plain.statusCode() < 300 || isNamed) {
      assertThat(plain.body()).isEqualTo(servlet.body());
    }
    return wasShort;
  }

  private static Map<String, List<String>> comparable(
      HttpResponse<byte[]> response, boolean isNamed) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    headers.computeIfPresent(
        "ratelimit", (_, values) -> List.of(values.getFirst().replaceAll("r=\\d+", "r")));
    if (!isNamed) {
      headers.computeIfPresent("x-request-id", (_, values) -> List.of(values.size() + " made"));
    }
    return headers;
  }

  private String tag(String path) throws Exception {
    HttpResponse<byte[]> response = send("Bearer " + key, path, "Prefer", "handling=lenient");
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private long servlet() {
    return port.part(ServletRequests.class).count();
  }

  private HttpResponse<byte[]> send(String authorization, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).header("Authorization", authorization);
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  private void sendWith(String method, String path) throws IOException, InterruptedException {
    client.send(
        request(path)
            .header("Authorization", "Bearer " + key)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.discarding());
  }

  /** {@code #n} in a path stands for the id of item n. */
  private HttpRequest.Builder request(String path) {
    String named =
        java.util.regex.Pattern.compile("#(\\d+)")
            .matcher(path)
            .replaceAll(found -> PartnerPort.id(PARTNER, Long.parseLong(found.group(1))));
    return port.request(named).timeout(Duration.ofMinutes(1));
  }
}
