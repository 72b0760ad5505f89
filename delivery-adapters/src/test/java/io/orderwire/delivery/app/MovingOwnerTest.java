package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.history.Owners.Owner;
import java.io.IOException;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked for while a history moves from one instance to another. */
final class MovingOwnerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String EVENTS = "/v1/orders/events";

  /** Of one partner, for an owner. */
  private static final int MOST_WAITING = 200;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static PartnerPort port;
  private static String key;

  private final AtomicInteger asked = new AtomicInteger();
  private volatile Owner owner = new Owner.Nobody();
  private FrontInstance front;

  @BeforeAll
  static void startOwner() {
    port = PartnerPort.start();
    key = port.partner("acme");
    port.created("acme", 5);
  }

  @AfterAll
  static void stopOwner() {
    port.close();
  }

  @BeforeEach
  void start() throws Exception {
    front = front(LONG);
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private FrontInstance front(Duration mostWait) throws Exception {
    return new FrontInstance(
        port,
        _ -> {
          asked.incrementAndGet();
          return owner;
        },
        mostWait);
  }

  private static Owner owner() {
    return new Owner.Elsewhere(new Owners.Instance("127.0.0.1", port.port()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path))
        .header("Authorization", "Bearer " + key);
  }

  private HttpRequest.Builder acknowledging(long sequence) {
    return request(EVENTS + "/ack")
        .header("Content-Type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"cursor\":\"%s\"}".formatted(PartnerPort.id("acme", sequence))));
  }

  private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** Until an owner has been looked for again. */
  private void awaitAttempts(CompletableFuture<?> answer) {
    int before = asked.get();
    await().atMost(LONG).until(() -> asked.get() > before + 2);
    assertThat(answer).isNotDone();
  }

  @Test
  void a_read_waits_until_somebody_has_the_history() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = send(request(EVENTS + "?limit=2"));
    awaitAttempts(answer);
    owner = owner();
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(answer.get().body()).contains(PartnerPort.id("acme", 4));
  }

  @Test
  void a_read_is_answered_here_if_the_history_comes_here() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = send(request(EVENTS));
    awaitAttempts(answer);
    owner = new Owner.Here();
    assertThat(answer.get().body()).isEqualTo(FrontInstance.HERE);
  }

  @Test
  void a_partner_waits_with_so_many_requests_and_takes_no_other_s_place() throws Exception {
    int tooMany = 50;
    String other = port.partner("globex");
    List<CompletableFuture<HttpResponse<String>>> all =
        IntStream.range(0, MOST_WAITING + tooMany).mapToObj(_ -> send(request(EVENTS))).toList();
    await()
        .atMost(LONG)
        .until(() -> all.stream().filter(CompletableFuture::isDone).count() == tooMany);
    CompletableFuture<HttpResponse<String>> others =
        send(request(EVENTS).setHeader("Authorization", "Bearer " + other));
    awaitAttempts(others);
    owner = new Owner.Here();
    assertThat(others.get().body()).isEqualTo(FrontInstance.HERE);
    assertThat(all).allSatisfy(one -> assertThat(one.get().body()).isEqualTo(FrontInstance.HERE));
  }

  @Test
  void a_change_waits_until_somebody_has_the_history() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = send(acknowledging(3));
    awaitAttempts(answer);
    owner = owner();
    assertThat(answer.get().statusCode()).as(answer.get().body()).isBetween(200, 204);
    assertThat(send(request("/v1/subscriptions")).get().body()).contains(PartnerPort.id("acme", 3));
  }

  @Test
  void what_an_owner_that_died_was_never_sent_is_sent_to_the_next() throws Exception {
    owner = new Owner.Elsewhere(new Owners.Instance("127.0.0.1", freePort()));
    CompletableFuture<HttpResponse<String>> read = send(request(EVENTS + "?limit=2"));
    CompletableFuture<HttpResponse<String>> change = send(acknowledging(4));
    awaitAttempts(read);
    awaitAttempts(change);
    owner = owner();
    assertThat(read.get().body()).contains(PartnerPort.id("acme", 5));
    assertThat(change.get().statusCode()).as(change.get().body()).isBetween(200, 204);
    assertThat(send(request("/v1/subscriptions")).get().body()).contains(PartnerPort.id("acme", 4));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void what_an_owner_that_hangs_does_not_answer_is_asked_of_the_next() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> takeAndHang(hanging, arrived));
      owner = new Owner.Elsewhere(new Owners.Instance("127.0.0.1", hanging.getLocalPort()));
      CompletableFuture<HttpResponse<String>> answer = send(request(EVENTS + "?limit=2"));
      arrived.await();
      owner = new Owner.Nobody();
      awaitAttempts(answer);
      owner = owner();
      assertThat(answer.get().body()).contains(PartnerPort.id("acme", 5));
    }
  }

  private static void takeAndHang(ServerSocket hanging, CountDownLatch arrived) {
    try (Socket one = hanging.accept()) {
      String request = new String(one.getInputStream().readNBytes(3), UTF_8);
      assertThat(request).isEqualTo("GET");
      arrived.countDown();
      one.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_waits_longer_than_it_may() throws Exception {
    try (FrontInstance impatient = front(Duration.ofMillis(500))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + impatient.port() + EVENTS))
              .header("Authorization", "Bearer " + key);
      assertThat(send(request).get().body()).isEqualTo(FrontInstance.HERE);
      assertThat(asked).hasValueGreaterThan(1);
    }
  }

  @Test
  void a_stream_waits_by_itself() throws Exception {
    assertThat(send(request(EVENTS + "/stream")).get().body()).isEqualTo(FrontInstance.HERE);
    assertThat(asked).hasValue(1);
  }

  @Test
  void nothing_waits_once_the_instance_stops() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = send(request(EVENTS));
    awaitAttempts(answer);
    front.endLasting();
    assertThat(answer.get().body()).isEqualTo(FrontInstance.HERE);
  }
}
