package io.orderwire.delivery.webhook.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.TimedOut;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An egress proxy that refuses, is late, or is none. What it says is not the endpoint's answer. */
@ExtendWith(OutputCaptureExtension.class)
final class ProxyRefusalsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Unreachable NO_TUNNEL = new Unreachable(Cause.PROXY);

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 407, 410, 429, 502, 503, 504, 999})
  void a_refusal_is_no_answer_of_the_endpoint(int status) throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send("HTTP/1.1 %d No\nContent-Length: 100000\n\n".formatted(status));
                  return exchange.keepSilent();
                },
                LONG,
                LONG))
        .isEqualTo(NO_TUNNEL);
  }

  @Test
  void a_refusal_is_told_to_the_operator_once_a_minute(CapturedOutput output) throws Exception {
    try (ScriptedReceiver proxy = ScriptedReceiver.start(exchange -> exchange.reply(407, "", ""));
        HttpTransport transport = transport(proxy, LONG)) {
      assertThat(send(transport, LONG)).isEqualTo(NO_TUNNEL);
      assertThat(send(transport, LONG)).isEqualTo(NO_TUNNEL);
      assertThat(proxy.requests()).hasSize(2);
    }
    assertThat(output.toString())
        .containsOnlyOnce("The egress proxy gave no connection")
        .contains("it answers CONNECT 93.184.215.14:80 with 407")
        .doesNotContain("s3cret", EgressProxy.basic("orderwire", "s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 100 Continue\n\nHTTP/1.1 200\n\n", "HTTP/1.0 299 Yes\na: b\n\n"})
  void every_form_of_yes_is_one(String yes) throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send(yes + "HTTP/1.1 202 Yes\nContent-Length: 0\n\n");
                  return exchange.keepSilent();
                },
                LONG,
                LONG))
        .isEqualTo(new Delivered(202));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 Yes\na: b\n",
        "SSH-2.0-OpenSSH_9.6\n\n",
        "HTTP/1.1 OK\n\n",
        "HTTP/2 200\n\n",
        "HTTP/1.1 20\n\n",
        "HTTP/1.1 2000 Yes\n\n",
        "\n\n",
        "\u0000\u0001\n\n"
      })
  void what_is_no_whole_answer_is_a_refusal(String garbage) throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send(garbage);
                  return false;
                },
                LONG,
                LONG))
        .isEqualTo(NO_TUNNEL);
  }

  @Test
  void a_reset_is_a_refusal() throws Exception {
    assertThat(outcome(ScriptedReceiver.Exchange::reset, LONG, LONG)).isEqualTo(NO_TUNNEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a: b\n", "HTTP/1.1 100 Continue\n\n"})
  void a_head_without_bounds_is_a_refusal(String part) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Outcome outcome =
        outcome(
            exchange -> {
              exchange.send(part.startsWith("HTTP") ? "" : "HTTP/1.1 200 Yes\na: ");
              try {
                while (true) {
                  exchange.send(part.repeat(100));
                }
              } finally {
                closed.countDown();
              }
            },
            LONG,
            LONG);
    assertThat(outcome).isEqualTo(NO_TUNNEL);
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void silence_times_out_with_the_time_to_connect() throws Exception {
    assertThat(outcome(ScriptedReceiver.Exchange::keepSilent, SHORT, LONG))
        .isEqualTo(new TimedOut());
  }

  @Test
  void silence_times_out_with_the_call() throws Exception {
    assertThat(outcome(ScriptedReceiver.Exchange::keepSilent, LONG, SHORT))
        .isEqualTo(new TimedOut());
  }

  @Test
  void a_head_that_drips_times_out_with_the_time_to_connect() throws Exception {
    // Without that bound, the head would soon be too large.
    String part = "H".repeat(100);
    assertThat(outcome(exchange -> exchange.drip(part), SHORT, LONG)).isEqualTo(new TimedOut());
  }

  @Test
  void a_head_that_drips_times_out_with_the_call() throws Exception {
    assertThat(outcome(exchange -> exchange.drip("H"), LONG, SHORT)).isEqualTo(new TimedOut());
  }

  @Test
  void the_time_to_connect_does_not_bound_the_answer_of_the_endpoint() throws Exception {
    assertThat(
            outcome(
                exchange -> {
                  exchange.send("HTTP/1.1 200 Yes\n\n");
                  new CountDownLatch(1).await(600, TimeUnit.MILLISECONDS);
                  return exchange.reply(200, "", "");
                },
                SHORT,
                LONG))
        .isEqualTo(new Delivered(200));
  }

  @Test
  void nobody_listens_at_its_address() throws Exception {
    ScriptedReceiver proxy = ScriptedReceiver.start(exchange -> false);
    proxy.close();
    try (HttpTransport transport = transport(proxy, LONG)) {
      assertThat(send(transport, LONG)).isEqualTo(NO_TUNNEL);
    }
  }

  @Test
  void its_next_address_is_taken_if_nobody_listens_at_one() throws Exception {
    try (ScriptedReceiver proxy = ScriptedReceiver.start(exchange -> false);
        HttpTransport transport =
            new HttpTransport(
                Transports.settings(
                    LONG,
                    Optional.of(
                        new EgressProxy(
                            false, "proxy.example", proxy.port(), Optional.empty(), true))),
                host ->
                    List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")),
                host -> HostConfiguration.NONE,
                Transports.CLOCK)) {
      assertThat(send(transport, LONG)).isEqualTo(NO_TUNNEL);
      assertThat(proxy.accepted()).isZero();
      send(transport, LONG);
      assertThat(proxy.requests().getFirst().head()).startsWith("CONNECT hooks.example:80 ");
    }
  }

  private static Outcome outcome(
      ScriptedReceiver.Script script, Duration connectTimeout, Duration timeout) throws Exception {
    try (ScriptedReceiver proxy = ScriptedReceiver.start(script);
        HttpTransport transport = transport(proxy, connectTimeout)) {
      return send(transport, timeout);
    }
  }

  private static HttpTransport transport(ScriptedReceiver proxy, Duration connectTimeout) {
    EgressProxy own =
        new EgressProxy(
            false,
            "127.0.0.1",
            proxy.port(),
            Optional.of(EgressProxy.basic("orderwire", "s3cret")),
            false);
    return new HttpTransport(
        Transports.settings(connectTimeout, Optional.of(own)),
        host -> List.of(InetAddress.ofLiteral("93.184.215.14")),
        host -> HostConfiguration.NONE,
        Transports.CLOCK);
  }

  private static Outcome send(HttpTransport transport, Duration timeout)
      throws InterruptedException {
    URI url = URI.create("http://hooks.example/");
    return transport.send(new Call("POST", url, Map.of(), "{}".getBytes(UTF_8), timeout)).outcome();
  }
}
