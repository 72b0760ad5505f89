package io.orderwire.delivery.webhook.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.Refused;
import io.orderwire.delivery.webhook.Outcome.TimedOut;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import io.orderwire.delivery.webhook.Transport.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are late, endless, broken or none. */
final class HostileAnswersTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int LONGEST_LINE = 8_192;

  private final HttpTransport transport = Transports.toLoopback();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void closes_the_connection_of_a_body_that_never_ends() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Reply reply =
        reply(
            exchange -> {
              exchange.send("HTTP/1.1 500 No\n\n");
              try {
                while (true) {
                  exchange.send("a".repeat(1_000));
                }
              } catch (IOException gone) {
                closed.countDown();
                return false;
              }
            },
            LONG);
    assertThat(reply.outcome()).isEqualTo(new Refused(500, Optional.empty()));
    assertThat(reply.body()).hasSize(16_384);
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void times_out_without_an_answer() throws Exception {
    assertThat(outcome(ScriptedReceiver.Exchange::keepSilent, SHORT)).isEqualTo(new TimedOut());
  }

  @Test
  void times_out_with_a_status_line_that_drips() throws Exception {
    assertThat(outcome(exchange -> exchange.drip("H"), SHORT)).isEqualTo(new TimedOut());
  }

  /** One field, as too many of them end the call, too. So does one that is too long, but later. */
  @Test
  void times_out_with_headers_that_drip() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    assertThat(
            outcome(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\na: ");
                  return exchange.drip("b", sent);
                },
                SHORT))
        .isEqualTo(new TimedOut());
    assertThat(sent).hasValueLessThan(LONGEST_LINE / 2);
  }

  @Test
  void times_out_with_a_body_that_drips() throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send("HTTP/1.1 200 OK\nContent-Length: 10000\n\n");
                  return exchange.drip("a");
                },
                SHORT))
        .isEqualTo(new TimedOut());
  }

  /** As fast as they are read, so that reading one never waits. */
  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
  void refuses_interim_answers_without_end(String interim) throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  while (true) {
                    exchange.send(("HTTP/1.1 " + interim + "\n\n").repeat(100));
                  }
                },
                LONG))
        .isEqualTo(new Unreachable(Cause.PROTOCOL));
  }

  @Test
  void takes_the_answer_behind_a_few_interim_ones_with_each_request() throws Exception {
    String interim = "HTTP/1.1 103 Early Hints\n\n".repeat(InterimAnswers.MOST);
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(
            exchange -> {
              exchange.send(interim);
              return exchange.reply(200, "", "yes");
            })) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(receiver.url("/"), LONG).outcome()).isEqualTo(new Delivered(200));
      }
      assertThat(receiver.accepted()).isEqualTo(1);
    }
  }

  @Test
  void times_out_where_the_request_is_not_read() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Call call =
          new Call(
              "POST",
              URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"),
              Map.of(),
              new byte[50_000_000],
              SHORT);
      assertThat(transport.send(call).outcome()).isEqualTo(new TimedOut());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\n%s\n",
        "HTTP/1.1 200 OK\na: %s\n\n",
        "HTTP/1.1 200 %s\n\n",
        "%s"
      })
  void refuses_headers_without_bounds(String form) throws Exception {
    String huge = form.startsWith("HTTP/1.1 200 OK\n%s") ? "a: b\n".repeat(101) : "a".repeat(9_000);
    assertThat(
            outcome(
                exchange -> {
                  exchange.send(form.formatted(huge));
                  return exchange.keepSilent();
                },
                LONG))
        .isEqualTo(new Unreachable(Cause.PROTOCOL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\n",
        "220 mail.example ESMTP\n",
        "HTTP/1.1 OK\n\n",
        "HTTP/9.9 200 OK\n\n",
        "\u0000\u0001\u0002\n\n",
        "HTTP/1.1 200 OK\nno field\n\n",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nxyz\nabc\n"
      })
  void refuses_what_is_no_http(String garbage) throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send(garbage);
                  return exchange.keepSilent();
                },
                Duration.ofSeconds(5)))
        .isEqualTo(new Unreachable(Cause.PROTOCOL));
  }

  @Test
  void loses_a_connection_that_is_closed_without_an_answer() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Outcome outcome =
        outcome(
            exchange -> {
              requests.incrementAndGet();
              return false;
            },
            LONG);
    assertThat(outcome).isEqualTo(new Unreachable(Cause.CONNECTION_LOST));
    assertThat(requests).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\nContent-Length: 100\n\nabc",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nab"
      })
  void loses_a_connection_that_is_reset(String begin) throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send(begin);
                  return exchange.reset();
                },
                LONG))
        .isEqualTo(new Unreachable(Cause.CONNECTION_LOST));
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
