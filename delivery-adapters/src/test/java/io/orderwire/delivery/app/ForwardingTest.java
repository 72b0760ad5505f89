package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.history.Owners.Owner;
import io.orderwire.delivery.http.ForwardedOrigins;
import io.orderwire.delivery.sse.OpenStreams;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.FakeEndpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An instance in front of the one that has the histories. */
final class ForwardingTest {
  private static final String EVENTS = "/v1/orders/events";
  private static final String ENDPOINTS = WebhookPort.ENDPOINTS;
  private static final String FORWARDED = "Orderwire-Forwarded";
  private static final String HERE = FrontInstance.HERE;
  private static final String LOCAL = "local";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static PartnerPort owner;
  private static String key;
  private static String localKey;
  private static FrontInstance front;

  @BeforeAll
  static void start() throws Exception {
    owner = PartnerPort.start();
    key = owner.partner("acme");
    localKey = owner.partner(LOCAL);
    owner.created("acme", 5);
    front = front(new Owners.Instance("127.0.0.1", owner.port()));
  }

  @AfterAll
  static void stop() throws Exception {
    front.close();
    owner.close();
  }

  private static FrontInstance front(Owners.Instance target) throws Exception {
    return new FrontInstance(
        owner,
        partner -> partner.equals(LOCAL) ? new Owner.Here() : new Owner.Elsewhere(target),
        Duration.ZERO);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpRequest.Builder request(int port, String path, String withKey) {
    return request(port, path).header("Authorization", "Bearer " + withKey);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String withKey) throws Exception {
    return send(request(front.port(), path, withKey));
  }

  @Test
  void an_answer_comes_as_the_owner_gives_it() throws Exception {
    for (String query :
        new String[] {
          "",
          "?limit=2",
          "?since=1970-01-01T00%3A00%3A00%2B01%3A00&limit=3",
          "?limit=0",
          "?limit",
          "?newer_than=%F0%9F%90%98",
          "?newer_than=" + PartnerPort.id("acme", 3)
        }) {
      HttpResponse<String> there = send(request(owner.port(), EVENTS + query, key));
      HttpResponse<String> passed = get(EVENTS + query, key);
      assertThat(passed.statusCode()).as(query).isEqualTo(there.statusCode());
      assertThat(withoutIds(passed.body())).as(query).isEqualTo(withoutIds(there.body()));
      // Each port has these of its own, but for this front, which is a bare server.
      Set<String> expected = new TreeSet<>(there.headers().map().keySet());
      assertThat(expected.removeAll(Set.of("content-security-policy", "x-content-type-options")))
          .isTrue();
      assertThat(passed.headers().map().keySet()).as(query).isEqualTo(expected);
      assertThat(passed.headers().map().values()).allMatch(values -> values.size() == 1);
      assertThat(passed.headers().firstValue("ETag")).isEqualTo(there.headers().firstValue("ETag"));
    }
  }

  private static String withoutIds(String body) {
    return body.replaceAll("urn:orderwire:request:[A-Za-z0-9._-]+", "");
  }

  @Test
  void what_is_no_uri_is_refused() throws Exception {
    for (String query : new String[] {"?limit=\"5\"", "?limit=5|6", "?limit=%zz", "?a=%"}) {
      assertThat(raw(owner.port(), EVENTS + query)).startsWith("HTTP/1.1 400");
      assertThat(raw(front.port(), EVENTS + query))
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"bad_request\"");
    }
  }

  private static String raw(int port, String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(target, key)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void a_change_is_made_by_the_owner() throws Exception {
    String body = "{\"cursor\":\"%s\"}".formatted(PartnerPort.id("acme", 2));
    HttpResponse<String> made =
        send(
            request(front.port(), EVENTS + "/ack", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(made.statusCode()).as(made.body()).isBetween(200, 204);
    assertThat(send(request(owner.port(), "/v1/subscriptions", key)).body())
        .contains(PartnerPort.id("acme", 2));
  }

  @Test
  void a_change_is_recorded_with_the_address_that_the_instance_in_front_saw() throws Exception {
    assertThat(send("127.0.0.2", newEndpoint(front.port(), key)).statusCode()).isEqualTo(201);
    assertThat(lastOrigin()).isEqualTo("127.0.0.2");
    assertThat(send("127.0.0.3", newEndpoint(owner.port(), key)).statusCode()).isEqualTo(201);
    assertThat(lastOrigin()).isEqualTo("127.0.0.3");
  }

  /** Operators' requests are not passed on, so keys are all that has a name here. */
  @Test
  void a_change_that_was_passed_on_is_recorded_as_its_own_keys() throws Exception {
    String initech = owner.partner("initech");
    for (String withKey : new String[] {key, initech}) {
      assertThat(send("127.0.0.2", newEndpoint(front.port(), withKey)).statusCode()).isEqualTo(201);
      String passedOn = lastAuthor().keyId();
      assertThat(send("127.0.0.2", newEndpoint(owner.port(), withKey)).statusCode()).isEqualTo(201);
      assertThat(passedOn).isEqualTo(lastAuthor().keyId());
    }
  }

  @Test
  void what_another_instance_tells_of_a_change_is_believed_of_that_change_alone() throws Exception {
    String told = told("127.0.0.2");
    send("127.0.0.3", newEndpoint(owner.port(), key).header(FORWARDED, told));
    assertThat(lastOrigin()).as("the request that it was told of").isEqualTo("127.0.0.2");

    String other = "/" + anEndpoint() + "/rotate-secret";
    send("127.0.0.3", change(owner.port(), other, key, "").header(FORWARDED, told));
    assertThat(lastOrigin()).as("on another path").isEqualTo("127.0.0.3");

    String globex = owner.partner("globex");
    send("127.0.0.4", newEndpoint(owner.port(), globex).header(FORWARDED, told));
    assertThat(lastOrigin()).as("with another key").isEqualTo("127.0.0.4");
  }

  @Test
  void nobody_else_says_from_where_a_change_came() throws Exception {
    ForwardedOrigins strange = new ForwardedOrigins(new byte[32], InstantSource.system());
    String[] told = told("127.0.0.2").split(";", -1);
    for (String forged :
        new String[] {"1", "192.0.2.1", "192.0.2.1;" + told[1] + ";" + told[2], told(strange)}) {
      HttpRequest.Builder change = newEndpoint(owner.port(), key).header(FORWARDED, forged);
      assertThat(send("127.0.0.3", change).statusCode()).as(forged).isEqualTo(201);
      assertThat(lastOrigin()).as(forged).isEqualTo("127.0.0.3");
    }
  }

  private static HttpRequest.Builder change(int port, String path, String withKey, String body) {
    return request(port, ENDPOINTS + path, withKey)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder newEndpoint(int port, String withKey) {
    return change(port, "", withKey, WebhookPort.URL);
  }

  /** Sends from an address of this machine. */
  private static HttpResponse<String> send(String from, HttpRequest.Builder request)
      throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.getByName(from))
            .build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static String lastOrigin() {
    return lastAuthor().origin();
  }

  private static Author.PartnerKey lastAuthor() {
    Cause last = owner.part(FakeEndpoints.class).causes().getLast();
    return (Author.PartnerKey) ((Cause.Asked) last).author();
  }

  private static String anEndpoint() {
    return owner.part(FakeEndpoints.class).of("acme").getFirst().id();
  }

  /** What an instance in front sends of a new endpoint that an address asks for. */
  private static String told(String from) throws Exception {
    return told(from, owner.part(ForwardedOrigins.class));
  }

  /** The same of an instance with another key. */
  private static String told(ForwardedOrigins strange) throws Exception {
    return told("127.0.0.2", strange);
  }

  private static String told(String from, ForwardedOrigins origins) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> arrived = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> arrived.complete(arrival(listening)));
      Owners.Instance there = new Owners.Instance("127.0.0.1", listening.getLocalPort());
      try (FrontInstance telling =
          new FrontInstance(owner, _ -> new Owner.Elsewhere(there), Duration.ZERO, origins)) {
        assertThat(send(from, newEndpoint(telling.port(), key)).statusCode()).isEqualTo(204);
      }
      return arrived
          .get(30, SECONDS)
          .lines()
          .filter(line -> line.startsWith(FORWARDED + ": "))
          .map(line -> line.substring(FORWARDED.length() + 2))
          .findFirst()
          .orElseThrow();
    }
  }

  /** One request, up to the end of its JSON. */
  private static String arrival(ServerSocket listening) {
    try (Socket one = listening.accept()) {
      StringBuilder text = new StringBuilder();
      byte[] bytes = new byte[4_096];
      while (text.isEmpty() || text.charAt(text.length() - 1) != '}') {
        int read = one.getInputStream().read(bytes);
        assertThat(read).isPositive();
        text.append(new String(bytes, 0, read, UTF_8));
      }
      one.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_stream_is_passed_on_as_it_comes() throws Exception {
    String token =
        send(request(front.port(), "/v1/stream-tokens", key).POST(BodyPublishers.noBody())).body();
    String query = "?token=" + token.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    for (HttpRequest.Builder one :
        new HttpRequest.Builder[] {
          request(front.port(), EVENTS + "/stream", key),
          request(front.port(), EVENTS + "/stream" + query)
        }) {
      HttpResponse<InputStream> stream = CLIENT.send(one.build(), BodyHandlers.ofInputStream());
      assertThat(stream.statusCode()).isEqualTo(200);
      try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
        // The stream begins at the end: this comes while it is open.
        owner.created("acme", 1);
        assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst()).isPresent();
      }
    }
  }

  @Test
  void long_header_fields_are_passed_on() throws Exception {
    HttpRequest.Builder request =
        request(front.port(), EVENTS + "?limit=1", key).header("Cookie", "x".repeat(12 << 10));
    assertThat(send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void a_stream_is_told_to_go_when_the_instance_in_front_stops() throws Exception {
    FrontInstance stopping = front(new Owners.Instance("127.0.0.1", owner.port()));
    try {
      HttpResponse<InputStream> stream =
          CLIENT.send(
              request(stopping.port(), EVENTS + "/stream", key).build(),
              BodyHandlers.ofInputStream());
      assertThat(stream.statusCode()).isEqualTo(200);
      InputStream body = stream.body();
      String first = new String(body.readNBytes(1), UTF_8);
      stopping.endLasting();
      String all = first + new String(body.readAllBytes(), UTF_8);
      assertThat(all)
          .matches(
              """
              retry: \\d+

              id: [^\n]+

              retry: \\d+

              event: goaway
              data: \\{"reason":"shutdown"}

              """);
      // A connection that is gone is noticed when something is written.
      await()
          .until(
              () -> {
                owner.created("acme", 1);
                return owner.part(OpenStreams.class).count() == 0;
              });
    } finally {
      stopping.close();
    }
  }

  @Test
  void a_stream_is_not_ended_within_an_event() throws Exception {
    CountDownLatch hasArrived = new CountDownLatch(1);
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> answer(slow, hasArrived, "data: a", "bc\n", "\ndata: more\n\n"));
      FrontInstance stopping = front(new Owners.Instance("127.0.0.1", slow.getLocalPort()));
      try {
        HttpResponse<InputStream> stream =
            CLIENT.send(
                request(stopping.port(), EVENTS + "/stream", key).build(),
                BodyHandlers.ofInputStream());
        InputStream body = stream.body();
        assertThat(new String(body.readNBytes(7), UTF_8)).isEqualTo("data: a");
        stopping.endLasting();
        hasArrived.countDown();
        assertThat(new String(body.readAllBytes(), UTF_8))
            .startsWith("bc\n\n")
            .endsWith("event: goaway\ndata: {\"reason\":\"shutdown\"}\n\n");
      } finally {
        stopping.close();
      }
    }
  }

  @Test
  void a_stream_whose_event_does_not_end_is_cut_when_the_instance_in_front_stops()
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(slow, never, "data: a", "bc"));
      FrontInstance stopping = front(new Owners.Instance("127.0.0.1", slow.getLocalPort()));
      try {
        HttpResponse<InputStream> stream =
            CLIENT.send(
                request(stopping.port(), EVENTS + "/stream", key).build(),
                BodyHandlers.ofInputStream());
        InputStream body = stream.body();
        assertThat(new String(body.readNBytes(7), UTF_8)).isEqualTo("data: a");
        stopping.endLasting();
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      } finally {
        never.countDown();
        stopping.close();
      }
    }
  }

  /** Answers with chunks, all but the first when something has arrived. */
  private static void answer(ServerSocket owner, CountDownLatch hasArrived, String... chunks) {
    try (Socket one = owner.accept()) {
      assertThat(one.getInputStream().read(new byte[4_096])).isPositive();
      OutputStream out = one.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(UTF_8));
      for (String chunk : chunks) {
        out.write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n").getBytes(UTF_8));
        hasArrived.await();
      }
      // Until the other side is gone.
      assertThat(one.getInputStream().read()).isNegative();
    } catch (IOException | InterruptedException e) {
      // The test has ended.
    }
  }

  @Test
  void what_the_owner_has_not_to_answer_is_answered_here() throws Exception {
    assertThat(get(EVENTS, localKey).body()).isEqualTo(HERE);
    assertThat(get(EVENTS, "ow_unknown").body()).isEqualTo(HERE);
    assertThat(send(request(front.port(), EVENTS)).body()).isEqualTo(HERE);
    assertThat(get("/", key).body()).isEqualTo(HERE);
    HttpRequest.Builder preflight =
        request(front.port(), EVENTS, key).method("OPTIONS", BodyPublishers.noBody());
    assertThat(send(preflight).body()).isEqualTo(HERE);
    assertThat(send(request(front.port(), EVENTS + "?token=owt_x")).body()).isEqualTo(HERE);
  }

  @Test
  void a_request_is_passed_on_once() throws Exception {
    FrontInstance first = front(new Owners.Instance("127.0.0.1", front.port()));
    try {
      assertThat(send(request(first.port(), EVENTS, key)).body()).isEqualTo(HERE);
    } finally {
      first.close();
    }
  }

  @Test
  void an_owner_that_is_not_there_is_no_owner_for_the_moment() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    FrontInstance cut = front(new Owners.Instance("127.0.0.1", nobody));
    try {
      HttpRequest.Builder change =
          request(cut.port(), EVENTS + "/ack", key).POST(BodyPublishers.ofString("{}"));
      HttpResponse<String> refused = send(change.copy().header("X-Request-Id", "mine"));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"code\":\"no_owner\"", "request:mine");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.headers().firstValue("X-Request-Id")).contains("mine");
      assertThat(send(change).headers().firstValue("X-Request-Id")).contains("new-id");
      // Here it is known in which form a stream, or another client, can see a refusal.
      assertThat(send(request(cut.port(), EVENTS, key)).body()).isEqualTo(HERE);
      assertThat(send(request(cut.port(), EVENTS + "/stream", key)).body()).isEqualTo(HERE);
    } finally {
      cut.close();
    }
  }

  @Test
  void an_owner_that_dies_in_an_answer_leaves_no_answer_that_looks_whole() throws Exception {
    CountDownLatch hasArrived = new CountDownLatch(1);
    try (ServerSocket dying = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerHalf(dying, hasArrived));
      FrontInstance cut = front(new Owners.Instance("127.0.0.1", dying.getLocalPort()));
      try {
        HttpResponse<InputStream> answer =
            CLIENT.send(request(cut.port(), EVENTS, key).build(), BodyHandlers.ofInputStream());
        assertThat(new String(answer.body().readNBytes(5), UTF_8)).isEqualTo("hello");
        hasArrived.countDown();
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
      } finally {
        cut.close();
      }
    }
  }

  private static void answerHalf(ServerSocket dying, CountDownLatch hasArrived) {
    try (Socket one = dying.accept()) {
      int read = one.getInputStream().read(new byte[4_096]);
      assertThat(read).isPositive();
      one.getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                  .getBytes(UTF_8));
      one.getOutputStream().flush();
      hasArrived.await();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_address_is_a_host_and_a_port() {
    assertThat(Owners.Instance.parse("10.0.0.1:8080"))
        .isEqualTo(new Owners.Instance("10.0.0.1", 8080));
    assertThat(Owners.Instance.parse("[::1]:1")).isEqualTo(new Owners.Instance("::1", 1));
    for (String bad :
        new String[] {
          "",
          "host",
          "host:",
          ":80",
          "host:0",
          "host:65536",
          "h:x",
          "a_b:80",
          "http://h:80",
          "u@h:80",
          "h:80/p"
        }) {
      assertThatThrownBy(() -> Owners.Instance.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("host:port");
    }
  }
}
