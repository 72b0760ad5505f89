package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.junit.jupiter.api.Test;

/** Connections: kept, closed by the other side, with TLS, and of dead endpoints. */
final class ConnectionsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void a_connection_takes_little_memory() throws Exception {
    ManagedHttpClientConnectionFactory factory = Connections.connections();
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    factory.createConnection(null).close();
    long before = threads.getCurrentThreadAllocatedBytes();
    factory.createConnection(null).close();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(24 << 10);
  }

  @Test
  void uses_a_connection_again() throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", "x"));
        HttpTransport transport = Transports.toLoopback()) {
      for (int i = 0; i < 5; i++) {
        assertThat(send(transport, receiver.url("/"))).isEqualTo(new Delivered(200));
      }
      assertThat(receiver.accepted()).isEqualTo(1);
    }
  }

  @Test
  void does_not_use_a_connection_again_that_is_as_good_as_closed() throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "Keep-Alive: timeout=1\n", ""));
        HttpTransport transport = Transports.toLoopback()) {
      send(transport, receiver.url("/"));
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      assertThat(send(transport, receiver.url("/"))).isEqualTo(new Delivered(200));
      assertThat(receiver.accepted()).isEqualTo(2);
    }
  }

  @Test
  void opens_another_connection_where_the_other_side_has_closed_the_kept_one() throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        HttpTransport transport = Transports.toLoopback()) {
      send(transport, receiver.url("/"));
      receiver.closeConnections();
      new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
      assertThat(send(transport, receiver.url("/"))).isEqualTo(new Delivered(200));
      assertThat(receiver.requests()).hasSize(2);
    }
  }

  @Test
  void never_sends_a_request_again_that_a_kept_connection_has_lost() throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(
                exchange ->
                    exchange.request().head().startsWith("POST /first")
                        && exchange.reply(200, "", ""));
        HttpTransport transport = Transports.toLoopback()) {
      assertThat(send(transport, receiver.url("/first"))).isEqualTo(new Delivered(200));
      assertThat(send(transport, receiver.url("/second")))
          .isEqualTo(new Unreachable(Cause.CONNECTION_LOST));
      assertThat(receiver.requests()).hasSize(2);
    }
  }

  @Test
  void dead_endpoints_leave_connections_to_others() throws Exception {
    CountDownLatch arrived = new CountDownLatch(300);
    try (ScriptedReceiver dead =
            ScriptedReceiver.start(
                exchange -> {
                  arrived.countDown();
                  return exchange.keepSilent();
                });
        ScriptedReceiver healthy = ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        HttpTransport transport =
            Transports.toLoopback(
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                host -> HostConfiguration.NONE)) {
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        URI url = URI.create("http://dead-" + i % 30 + ".example:" + dead.port() + "/");
        FutureTask<Outcome> task = new FutureTask<>(() -> send(transport, url));
        senders.add(Thread.ofVirtual().start(task));
      }
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(send(transport, healthy.url("/"))).isEqualTo(new Delivered(200));
      senders.forEach(Thread::interrupt);
    }
  }

  @Test
  void dead_endpoints_leave_connections_to_others_on_the_same_host() throws Exception {
    CountDownLatch arrived = new CountDownLatch(300);
    try (ScriptedReceiver host =
            ScriptedReceiver.start(
                exchange -> {
                  if (exchange.request().head().startsWith("POST /healthy")) {
                    return exchange.reply(200, "", "");
                  }
                  arrived.countDown();
                  return exchange.keepSilent();
                });
        HttpTransport transport = Transports.toLoopback()) {
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        FutureTask<Outcome> task = new FutureTask<>(() -> send(transport, host.url("/dead")));
        senders.add(Thread.ofVirtual().start(task));
      }
      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(send(transport, host.url("/healthy"))).isEqualTo(new Delivered(200));
      senders.forEach(Thread::interrupt);
    }
  }

  @Test
  void refuses_a_certificate_that_nobody_vouches_for() throws Exception {
    SelfSigned own = SelfSigned.forHost("hooks.example");
    try (ScriptedReceiver receiver = tlsReceiver(own);
        HttpTransport transport =
            Transports.toLoopback(ConnectionsTest::loopback, host -> HostConfiguration.NONE)) {
      assertThat(send(transport, named(receiver, "hooks.example")))
          .isEqualTo(new Unreachable(Cause.TLS));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void refuses_a_certificate_of_another_name() throws Exception {
    SelfSigned own = SelfSigned.forHost("other.example");
    try (ScriptedReceiver receiver = tlsReceiver(own);
        HttpTransport transport = trusting(own)) {
      assertThat(send(transport, named(receiver, "hooks.example")))
          .isEqualTo(new Unreachable(Cause.TLS));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void uses_the_keys_and_headers_that_a_host_is_configured_with() throws Exception {
    SelfSigned own = SelfSigned.forHost("hooks.example");
    try (ScriptedReceiver receiver = tlsReceiver(own);
        HttpTransport transport = trusting(own)) {
      assertThat(send(transport, named(receiver, "hooks.example"))).isEqualTo(new Delivered(200));
      assertThat(receiver.requests().getFirst().header("x-gateway")).isEqualTo("secret");
    }
  }

  @Test
  void a_configuration_shows_no_values_and_takes_no_header_of_the_connection() {
    HostConfiguration configuration =
        new HostConfiguration(Map.of("x-gateway", "secret"), Optional.empty());
    assertThat(configuration.toString()).doesNotContain("secret");
    for (String name : List.of("Host", "content-length", "webhook-id", "User-Agent", "a b", "")) {
      assertThatThrownBy(() -> new HostConfiguration(Map.of(name, "x"), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new HostConfiguration(Map.of("a", "b\r\nc: d"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ScriptedReceiver tlsReceiver(SelfSigned own) throws Exception {
    return ScriptedReceiver.start(
        own.context().getServerSocketFactory(), exchange -> exchange.reply(200, "", ""));
  }

  private static HttpTransport trusting(SelfSigned own) {
    return Transports.toLoopback(
        ConnectionsTest::loopback,
        host -> new HostConfiguration(Map.of("x-gateway", "secret"), Optional.of(own.context())));
  }

  private static List<InetAddress> loopback(String host) {
    return List.of(InetAddress.ofLiteral("127.0.0.1"));
  }

  private static URI named(ScriptedReceiver receiver, String host) {
    return URI.create("https://" + host + ":" + receiver.port() + "/");
  }

  private static Outcome send(HttpTransport transport, URI url) throws InterruptedException {
    return transport.send(new Call("POST", url, Map.of(), new byte[1], LONG)).outcome();
  }
}
