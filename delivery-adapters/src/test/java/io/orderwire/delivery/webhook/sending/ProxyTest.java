package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Cause;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.Refused;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an egress proxy is asked for, and what arrives through it. */
final class ProxyTest {
  private static final String ADDRESS = "93.184.215.14";
  private static final String OTHER = "93.184.215.15";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> lookedUp = new CopyOnWriteArrayList<>();
  private final List<HttpTransport> transports = new ArrayList<>();
  private ScriptedReceiver receiver;
  private ScriptedReceiver proxy;

  @BeforeEach
  void start() throws IOException {
    receiver = ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
    proxy = ScriptedReceiver.start(exchange -> exchange.tunnel(receiver.port()));
  }

  @AfterEach
  void stop() throws IOException {
    transports.forEach(HttpTransport::close);
    proxy.close();
    receiver.close();
  }

  @Test
  void is_asked_for_the_address_that_was_checked_while_the_request_keeps_the_name()
      throws Exception {
    assertThat(sendTo("http://hooks.example/hook")).isEqualTo(new Delivered(200));
    assertThat(asked()).containsExactly(ADDRESS + ":80");
    assertThat(proxy.requests().getFirst().head())
        .isEqualTo("CONNECT %s:80 HTTP/1.1\nHost: %s:80\n\n".formatted(ADDRESS, ADDRESS));
    ScriptedReceiver.Received request = receiver.requests().getFirst();
    assertThat(request.head()).startsWith("POST /hook HTTP/1.1\n");
    assertThat(request.header("host")).isEqualTo("hooks.example");
    assertThat(lookedUp).containsExactly("hooks.example");
  }

  @Test
  void is_asked_for_ipv6_in_brackets() throws Exception {
    assertThat(send(transport(false, "2606:2800:21f::1"), "http://hooks.example:8443/"))
        .isEqualTo(new Delivered(200));
    assertThat(asked()).containsExactly("[2606:2800:21f::1]:8443");
  }

  @Test
  void is_not_asked_for_an_address_that_is_not_allowed() throws Exception {
    assertThat(send(transport(false, "10.0.0.1"), "http://hooks.example/"))
        .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
    assertThat(send(transport(false, ADDRESS, "10.0.0.1"), "http://hooks.example/"))
        .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
    assertThat(sendTo("http://127.0.0.1:" + receiver.port() + "/"))
        .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
    assertThat(proxy.accepted()).isZero();
  }

  @Test
  void is_asked_for_the_next_address_of_a_name_if_it_cannot_reach_the_first() throws Exception {
    try (ScriptedReceiver choosy =
        ScriptedReceiver.start(
            exchange ->
                exchange.request().head().contains(OTHER)
                    ? exchange.tunnel(receiver.port())
                    : exchange.reply(502, "", ""))) {
      HttpTransport transport = transport(at(choosy, false), ADDRESS, OTHER);
      assertThat(send(transport, "http://hooks.example/")).isEqualTo(new Delivered(200));
      assertThat(asked(choosy)).containsExactly(ADDRESS + ":80", OTHER + ":80");
    }
  }

  @Test
  void one_that_resolves_is_asked_for_the_name_and_nothing_is_looked_up_here() throws Exception {
    HttpTransport transport = transport(true, ADDRESS);
    assertThat(send(transport, "http://hooks.example/")).isEqualTo(new Delivered(200));
    assertThat(send(transport, "http://8.8.8.8/")).isEqualTo(new Delivered(200));
    assertThat(send(transport, "http://[2606:2800:21f:0::1]/")).isEqualTo(new Delivered(200));
    assertThat(asked()).containsExactly("hooks.example:80", "8.8.8.8:80", "[2606:2800:21f::1]:80");
    assertThat(lookedUp).isEmpty();
  }

  @Test
  void one_that_resolves_is_not_asked_for_addresses_in_urls_that_are_not_allowed()
      throws Exception {
    HttpTransport transport = transport(true, ADDRESS);
    for (String host : List.of("10.0.0.1", "0x7f.1", "[::1]", "localhost", "a.localhost.")) {
      assertThat(send(transport, "http://" + host + "/"))
          .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
    }
    assertThat(proxy.accepted()).isZero();
  }

  @Test
  void a_tunnel_leads_to_nothing_else_whoever_asks() {
    Lookups lookups = new Lookups(NameLookup.SYSTEM, 1, Duration.ZERO, Ticker.systemTicker());
    Tunnels tunnels =
        new Tunnels(
            at(proxy, false),
            new AddressRules(List.of()),
            lookups,
            DefaultClientTlsStrategy.createDefault());
    for (InetSocketAddress bad :
        List.of(
            new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 80),
            InetSocketAddress.createUnresolved("hooks.example", 80))) {
      assertThatThrownBy(() -> new TunnelSocket(tunnels).connect(bad, 1_000))
          .isInstanceOf(AddressNotAllowedException.class);
    }
    assertThat(proxy.accepted()).isZero();
  }

  @Test
  void is_shown_the_credentials_and_the_endpoint_is_not() throws Exception {
    String basic = EgressProxy.basic("orderwire", "s3crét");
    assertThat(send(transport(with(basic), ADDRESS), "http://hooks.example/"))
        .isEqualTo(new Delivered(200));
    assertThat(proxy.requests().getFirst().header("proxy-authorization"))
        .isEqualTo("Basic b3JkZXJ3aXJlOnMzY3LDqXQ=");
    assertThat(receiver.requests().getFirst().header("proxy-authorization")).isEmpty();
    assertThat(with(basic).toString()).doesNotContain(basic);
  }

  @Test
  void a_tunnel_is_used_again() throws Exception {
    HttpTransport transport = transport(false, ADDRESS);
    for (int i = 0; i < 3; i++) {
      assertThat(send(transport, "http://hooks.example/")).isEqualTo(new Delivered(200));
    }
    assertThat(send(transport, "http://other.example/")).isEqualTo(new Delivered(200));
    assertThat(proxy.accepted()).isEqualTo(2);
  }

  @Test
  void what_the_endpoint_answers_is_its_own_answer() throws Exception {
    try (ScriptedReceiver gone = ScriptedReceiver.start(exchange -> exchange.reply(410, "", ""));
        ScriptedReceiver way = ScriptedReceiver.start(exchange -> exchange.tunnel(gone.port()))) {
      assertThat(send(transport(at(way, false), ADDRESS), "http://hooks.example/"))
          .isEqualTo(new Refused(410, Optional.empty()));
    }
  }

  @Test
  void tls_is_the_endpoints_by_its_name() throws Exception {
    SelfSigned own = SelfSigned.forHost("hooks.example");
    List<String> names = new CopyOnWriteArrayList<>();
    try (ScriptedReceiver secret =
            ScriptedReceiver.demanding(
                own.context().getServerSocketFactory(),
                exchange -> {
                  names.add(exchange.serverName());
                  return exchange.reply(200, "", "");
                });
        ScriptedReceiver way = ScriptedReceiver.start(exchange -> exchange.tunnel(secret.port()))) {
      HttpTransport transport = transport(at(way, false), trusting(own, "hooks.example"), ADDRESS);
      assertThat(send(transport, "https://hooks.example/")).isEqualTo(new Delivered(200));
      assertThat(send(transport, "https://hooks.example/")).isEqualTo(new Delivered(200));
      assertThat(names).containsExactly("hooks.example", "hooks.example");
      assertThat(secret.requests().getFirst().header("host")).isEqualTo("hooks.example");
      assertThat(asked(way)).containsExactly(ADDRESS + ":443");
    }
  }

  @Test
  void a_certificate_of_another_name_is_refused() throws Exception {
    SelfSigned other = SelfSigned.forHost("other.example");
    try (ScriptedReceiver secret =
            ScriptedReceiver.start(
                other.context().getServerSocketFactory(), exchange -> exchange.reply(200, "", ""));
        ScriptedReceiver way = ScriptedReceiver.start(exchange -> exchange.tunnel(secret.port()))) {
      HttpTransport transport =
          transport(at(way, false), trusting(other, "hooks.example"), ADDRESS);
      assertThat(send(transport, "https://hooks.example/")).isEqualTo(new Unreachable(Cause.TLS));
      assertThat(secret.requests()).isEmpty();
    }
  }

  @Test
  void is_spoken_to_over_tls_with_another_tls_within() throws Exception {
    SelfSigned own = SelfSigned.forHost("hooks.example");
    SelfSigned ofTheProxy = SelfSigned.forHost("localhost");
    try (ScriptedReceiver secret =
            ScriptedReceiver.start(
                own.context().getServerSocketFactory(),
                exchange -> exchange.reply(200, "", "x".repeat(100_000)));
        ScriptedReceiver way =
            ScriptedReceiver.start(
                ofTheProxy.context().getServerSocketFactory(),
                exchange -> exchange.tunnel(secret.port()))) {
      EgressProxy secured = new EgressProxy(true, "localhost", way.port(), Optional.empty(), false);
      Function<String, HostConfiguration> hosts =
          host -> trusting(host.equals("localhost") ? ofTheProxy : own, host).apply(host);
      HttpTransport transport = transport(secured, hosts, ADDRESS);
      for (int i = 0; i < 3; i++) {
        assertThat(send(transport, "https://hooks.example/")).isEqualTo(new Delivered(200));
      }
      assertThat(asked(way)).containsOnly(ADDRESS + ":443");
    }
  }

  @Test
  void one_whose_certificate_nobody_vouches_for_gets_no_request() throws Exception {
    SelfSigned ofTheProxy = SelfSigned.forHost("localhost");
    try (ScriptedReceiver way =
        ScriptedReceiver.start(
            ofTheProxy.context().getServerSocketFactory(),
            exchange -> exchange.tunnel(receiver.port()))) {
      EgressProxy secured = new EgressProxy(true, "localhost", way.port(), Optional.empty(), false);
      assertThat(send(transport(secured, ADDRESS), "http://hooks.example/"))
          .isEqualTo(new Unreachable(Cause.PROXY));
      assertThat(way.requests()).isEmpty();
    }
  }

  private static Function<String, HostConfiguration> trusting(SelfSigned keys, String host) {
    HostConfiguration own = new HostConfiguration(Map.of(), Optional.of(keys.context()));
    return name -> name.equals(host) ? own : HostConfiguration.NONE;
  }

  private EgressProxy with(String authorization) {
    return new EgressProxy(false, "127.0.0.1", proxy.port(), Optional.of(authorization), false);
  }

  private static EgressProxy at(ScriptedReceiver proxy, boolean resolves) {
    return new EgressProxy(false, "127.0.0.1", proxy.port(), Optional.empty(), resolves);
  }

  private HttpTransport transport(boolean resolves, String... addresses) {
    return transport(at(proxy, resolves), addresses);
  }

  private HttpTransport transport(EgressProxy proxy, String... addresses) {
    return transport(proxy, host -> HostConfiguration.NONE, addresses);
  }

  private HttpTransport transport(
      EgressProxy proxy, Function<String, HostConfiguration> hosts, String... addresses) {
    NameLookup lookup =
        host -> {
          lookedUp.add(host);
          if (host.equals("localhost")) {
            return List.of(InetAddress.getLoopbackAddress());
          }
          List<InetAddress> found = new ArrayList<>();
          for (String address : addresses) {
            found.add(InetAddress.getByAddress(host, InetAddress.ofLiteral(address).getAddress()));
          }
          return found;
        };
    TransportSettings settings = Transports.settings(LONG, Optional.of(proxy));
    HttpTransport transport = new HttpTransport(settings, lookup, hosts, Transports.CLOCK);
    transports.add(transport);
    return transport;
  }

  private Outcome sendTo(String url) throws InterruptedException {
    return send(transport(false, ADDRESS), url);
  }

  private static Outcome send(HttpTransport transport, String url) throws InterruptedException {
    return transport.send(new Call("POST", URI.create(url), Map.of(), new byte[1], LONG)).outcome();
  }

  private List<String> asked() {
    return asked(proxy);
  }

  private static List<String> asked(ScriptedReceiver proxy) {
    return proxy.requests().stream().map(request -> request.head().split(" ", -1)[1]).toList();
  }
}
