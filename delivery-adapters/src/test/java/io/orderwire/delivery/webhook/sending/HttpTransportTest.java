package io.orderwire.delivery.webhook.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.Refused;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import io.orderwire.delivery.webhook.Transport.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTransportTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final HttpTransport transport = Transports.toLoopback();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void sends_a_request_as_it_is_given() throws Exception {
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(exchange -> exchange.reply(204, "", ""))) {
      Reply reply =
          transport.send(
              new Call(
                  "POST",
                  receiver.url("/hook?a=b"),
                  Map.of("webhook-id", "1", "content-type", "application/json"),
                  "{\"ü\":1}".getBytes(UTF_8),
                  LONG));
      assertThat(reply.outcome()).isEqualTo(new Delivered(204));
      ScriptedReceiver.Received request = receiver.requests().getFirst();
      assertThat(request.head()).startsWith("POST /hook?a=b HTTP/1.1\n");
      assertThat(request.header("webhook-id")).isEqualTo("1");
      assertThat(request.header("content-type")).isEqualTo("application/json");
      assertThat(request.header("user-agent")).isEqualTo(HttpTransport.USER_AGENT);
      assertThat(request.header("host")).isEqualTo("127.0.0.1:" + receiver.port());
      assertThat(request.body()).isEqualTo("{\"ü\":1}".getBytes(UTF_8));
      assertThat(request.head().toLowerCase(Locale.ROOT))
          .doesNotContain("accept-encoding", "cookie", "authorization", "expect", "upgrade");
    }
  }

  @Test
  void sends_options_without_a_body() throws Exception {
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(exchange -> exchange.reply(200, "WebHook-Allowed-Rate: *\n", ""))) {
      Reply reply =
          transport.send(new Call("OPTIONS", receiver.url("/"), Map.of(), new byte[0], LONG));
      assertThat(reply.outcome()).isEqualTo(new Delivered(200));
      assertThat(reply.headers()).containsEntry("webhook-allowed-rate", "*");
      assertThat(receiver.requests().getFirst().head()).startsWith("OPTIONS / ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void takes_2xx_for_success(int status) throws Exception {
    assertThat(outcome(exchange -> exchange.reply(status, "", ""), LONG))
        .isEqualTo(new Delivered(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 400, 401, 404, 407, 410, 413, 429, 500, 503, 599})
  void takes_every_other_answer_for_a_refusal(int status) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Outcome outcome =
        outcome(
            exchange -> {
              requests.incrementAndGet();
              return exchange.reply(status, "WWW-Authenticate: Basic realm=\"x\"\n", "");
            },
            LONG);
    assertThat(outcome).isEqualTo(new Refused(status, Optional.empty()));
    assertThat(requests).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void follows_no_redirect(int status) throws Exception {
    try (ScriptedReceiver other = ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        ScriptedReceiver receiver =
            ScriptedReceiver.start(
                exchange -> exchange.reply(status, "Location: " + other.url("/") + "\n", ""))) {
      assertThat(send(receiver.url("/"), LONG).outcome())
          .isEqualTo(new Refused(status, Optional.empty()));
      assertThat(other.accepted()).isZero();
    }
  }

  @Test
  void does_not_follow_a_redirect_to_the_metadata_address() throws Exception {
    assertThat(
            outcome(
                exchange -> exchange.reply(302, "Location: http://169.254.169.254/latest\n", ""),
                LONG))
        .isEqualTo(new Refused(302, Optional.empty()));
  }

  @Test
  void tells_of_retry_after_in_seconds() throws Exception {
    assertThat(outcome(exchange -> exchange.reply(503, "Retry-After: 120\n", ""), LONG))
        .isEqualTo(new Refused(503, Optional.of(Duration.ofMinutes(2))));
  }

  @Test
  void tells_of_retry_after_as_a_date() throws Exception {
    String date = "Retry-After: Tue, 24 Nov 2026 06:00:30 GMT\n";
    assertThat(outcome(exchange -> exchange.reply(429, date, ""), LONG))
        .isEqualTo(new Refused(429, Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void keeps_no_cookies() throws Exception {
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(exchange -> exchange.reply(200, "Set-Cookie: a=b\n", ""))) {
      send(receiver.url("/"), LONG);
      send(receiver.url("/"), LONG);
      assertThat(receiver.requests().getLast().header("cookie")).isEmpty();
    }
  }

  @Test
  void does_not_decompress() throws Exception {
    assertThat(reply(e -> e.reply(200, "Content-Encoding: gzip\n", "no gzip"), LONG).body())
        .isEqualTo("no gzip".getBytes(UTF_8));
  }

  @Test
  void reads_on_after_100_continue() throws Exception {
    Reply reply =
        reply(
            exchange -> {
              exchange.send("HTTP/1.1 100 Continue\n\n");
              exchange.send("HTTP/1.1 103 Early Hints\nLink: x\n\n");
              return exchange.reply(200, "", "done");
            },
            LONG);
    assertThat(reply.outcome()).isEqualTo(new Delivered(200));
    assertThat(reply.body()).isEqualTo("done".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {16_383, 16_384, 16_385, 1_000_000})
  void reads_the_first_16_kib_of_a_body(int length) throws Exception {
    Reply reply = reply(exchange -> exchange.reply(200, "", "a".repeat(length)), LONG);
    assertThat(reply.outcome()).isEqualTo(new Delivered(200));
    assertThat(reply.body()).hasSize(Math.min(length, 16_384));
  }

  @Test
  void cannot_connect_where_nobody_listens() throws Exception {
    URI url;
    try (ScriptedReceiver receiver = ScriptedReceiver.start(exchange -> false)) {
      url = receiver.url("/");
    }
    assertThat(send(url, LONG).outcome()).isEqualTo(new Unreachable(Cause.CONNECT));
  }

  @Test
  void can_be_interrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(
            exchange -> {
              arrived.countDown();
              return exchange.keepSilent();
            })) {
      FutureTask<Reply> task = new FutureTask<>(() -> send(receiver.url("/"), LONG));
      Thread sender = Thread.ofVirtual().start(task);
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      sender.interrupt();
      assertThatThrownBy(() -> task.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private Outcome outcome(ScriptedReceiver.Script script, Duration timeout) throws Exception {
    return reply(script, timeout).outcome();
  }

  private Reply reply(ScriptedReceiver.Script script, Duration timeout) throws Exception {
    try (ScriptedReceiver receiver = ScriptedReceiver.start(script)) {
      Reply reply = send(receiver.url("/"), timeout);
      assertThat(receiver.accepted()).isEqualTo(1);
      return reply;
    }
  }

  private Reply send(URI url, Duration timeout) throws InterruptedException {
    return transport.send(new Call("POST", url, Map.of(), "{}".getBytes(UTF_8), timeout));
  }
}
