package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.TimedOut;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is connected to, and what is not, with a receiver that counts connections. */
final class GuardTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.000.000.001",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "0x7f.1",
        "0x7F000001",
        "127.0.0.1.",
        "127.255.255.254",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "localhost",
        "localhost.",
        "www.localhost",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "10.0.0.1",
        "100.64.0.1",
        "192.168.0.1"
      })
  void connects_to_no_special_address_however_it_is_spelled(String host) throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        HttpTransport transport = new HttpTransport(Transports.settings(), Transports.CLOCK)) {
      URI url = URI.create("http://" + host + ":" + receiver.port() + "/");
      assertThat(send(transport, url)).isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
      assertThat(receiver.accepted()).isZero();
    }
  }

  @Test
  void connects_to_no_name_that_leads_to_a_special_address() throws Exception {
    assertThat(acceptedWithoutException(host -> List.of(LOOPBACK))).isZero();
  }

  @Test
  void connects_to_no_name_that_has_one_bad_address_among_others() throws Exception {
    InetAddress good = InetAddress.ofLiteral("127.0.0.1");
    InetAddress bad = InetAddress.ofLiteral("10.0.0.1");
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        HttpTransport transport =
            Transports.toLoopback(host -> List.of(good, bad), host -> HostConfiguration.NONE)) {
      assertThat(send(transport, named(receiver)))
          .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
      assertThat(receiver.accepted()).isZero();
    }
  }

  @Test
  void connects_to_the_address_that_was_checked_and_asks_no_second_time() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    NameLookup lying =
        host ->
            List.of(asked.getAndIncrement() == 0 ? LOOPBACK : InetAddress.ofLiteral("10.0.0.1"));
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        HttpTransport transport = Transports.toLoopback(lying, host -> HostConfiguration.NONE)) {
      assertThat(send(transport, named(receiver))).isEqualTo(new Delivered(200));
      assertThat(asked).hasValue(1);
      assertThat(receiver.requests().getFirst().header("host"))
          .isEqualTo("hooks.example:" + receiver.port());
    }
  }

  @Test
  void notices_a_name_that_leads_elsewhere_when_it_connects_again() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    NameLookup lying =
        host ->
            List.of(asked.getAndIncrement() == 0 ? LOOPBACK : InetAddress.ofLiteral("10.0.0.1"));
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "Connection: close\n", ""));
        HttpTransport transport = Transports.toLoopback(lying, host -> HostConfiguration.NONE)) {
      assertThat(send(transport, named(receiver))).isEqualTo(new Delivered(200));
      assertThat(send(transport, named(receiver)))
          .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
      assertThat(receiver.accepted()).isEqualTo(1);
    }
  }

  @Test
  void tells_of_a_name_that_does_not_resolve() throws Exception {
    NameLookup nothing =
        host -> {
          throw new UnknownHostException(host);
        };
    try (HttpTransport transport = Transports.toLoopback(nothing, host -> HostConfiguration.NONE)) {
      assertThat(send(transport, URI.create("http://hooks.example/")))
          .isEqualTo(new Unreachable(Cause.DNS));
    }
  }

  @Test
  void gives_a_lookup_up_that_takes_too_long() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (HttpTransport transport =
        Transports.toLoopback(silent(end), host -> HostConfiguration.NONE)) {
      assertThat(send(transport, URI.create("http://hooks.example/")))
          .isEqualTo(new Unreachable(Cause.DNS));
    } finally {
      end.countDown();
    }
  }

  @Test
  void times_out_while_a_name_is_looked_up() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (HttpTransport transport =
        Transports.toLoopback(silent(end), host -> HostConfiguration.NONE)) {
      Call call =
          new Call(
              "POST",
              URI.create("http://hooks.example/"),
              Map.of(),
              new byte[1],
              Duration.ofMillis(50));
      assertThat(transport.send(call).outcome()).isEqualTo(new TimedOut());
    } finally {
      end.countDown();
    }
  }

  @Test
  void a_socket_connects_to_nothing_else_whoever_asks() throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        Socket socket = new CheckedSocket(new AddressRules(List.of()))) {
      InetSocketAddress address = new InetSocketAddress(LOOPBACK, receiver.port());
      assertThatThrownBy(() -> socket.connect(address, 1_000))
          .isInstanceOf(AddressNotAllowedException.class);
      assertThat(receiver.accepted()).isZero();
    }
  }

  private static int acceptedWithoutException(NameLookup lookup) throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        HttpTransport transport =
            new HttpTransport(
                Transports.settings(), lookup, host -> HostConfiguration.NONE, Transports.CLOCK)) {
      assertThat(send(transport, named(receiver)))
          .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
      return receiver.accepted();
    }
  }

  private static NameLookup silent(CountDownLatch end) {
    return host -> {
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      throw new UnknownHostException(host);
    };
  }

  private static URI named(ScriptedReceiver receiver) {
    return URI.create("http://hooks.example:" + receiver.port() + "/");
  }

  private static Outcome send(HttpTransport transport, URI url) throws InterruptedException {
    return transport.send(new Call("POST", url, Map.of(), new byte[1], LONG)).outcome();
  }
}
