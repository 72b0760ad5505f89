package io.orderwire.delivery.webhook.sending;

import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the pool of connections.
 *
 * <p>It has a bound for each host and none over all, and no lock over all: hosts that are dead take
 * nothing from others. A connection was checked when it was opened. One that was not used for
 * {@link #TRUSTED} is probed before it is used again, so that a request is not sent into one that
 * the other side has closed meanwhile.
 */
final class Connections {
  /** The most bytes of a line of the answer's head. */
  static final int MOST_LINE = 8_192;

  /** The most lines of the answer's head. */
  static final int MOST_HEADERS = 100;

  /**
   * The bytes of each of a connection's three buffers, which it holds while it waits for an answer.
   * What is larger is written and read past them; head and body of most requests fit in.
   */
  static final int BUFFER = 4_096;

  private static final TimeValue TRUSTED = TimeValue.ofMilliseconds(100);

  private Connections() {}

  static PoolingHttpClientConnectionManager pool(
      TransportSettings settings, Lookups lookups, Function<String, HostConfiguration> hosts) {
    TlsSocketStrategy tls = tls(hosts);
    PoolingHttpClientConnectionManager pool =
        new PoolingHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                sockets(settings, lookups, tls),
                null,
                resolver(settings, lookups),
                RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build()),
            PoolConcurrencyPolicy.LAX,
            PoolReusePolicy.LIFO,
            TimeValue.of(settings.connectionAge()),
            connections());
    // No request waits for another's connection: endpoints of many partners may be on one host, and
    // how many requests are in flight is bounded for each endpoint.
    pool.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    pool.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.connectTimeout()))
            .setIdleTimeout(Timeout.of(settings.idleTimeout()))
            .setTimeToLive(TimeValue.of(settings.connectionAge()))
            .setValidateAfterInactivity(TRUSTED)
            .build());
    pool.setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build());
    return pool;
  }

  private static DetachedSocketFactory sockets(
      TransportSettings settings, Lookups lookups, TlsSocketStrategy tls) {
    AddressRules rules = settings.addressRules();
    if (settings.proxy().isEmpty()) {
      return ignored -> new CheckedSocket(rules);
    }
    Tunnels tunnels = new Tunnels(settings.proxy().get(), rules, lookups, tls);
    return ignored -> new TunnelSocket(tunnels);
  }

  private static DnsResolver resolver(TransportSettings settings, Lookups lookups) {
    return settings.proxy().filter(EgressProxy::resolves).isPresent()
        ? new ProxyResolver()
        : new CheckedResolver(lookups, settings.addressRules(), settings.lookupTimeout());
  }

  private static TlsSocketStrategy tls(Function<String, HostConfiguration> hosts) {
    TlsSocketStrategy common = DefaultClientTlsStrategy.createDefault();
    return (socket, host, port, attachment, context) -> {
      Optional<SSLContext> own = hosts.apply(host).tls();
      TlsSocketStrategy strategy =
          own.<TlsSocketStrategy>map(DefaultClientTlsStrategy::new).orElse(common);
      return strategy.upgrade(socket, host, port, attachment, context);
    };
  }

  /** With a parser that takes what is no status line for an error, and bounds interim answers. */
  static ManagedHttpClientConnectionFactory connections() {
    Http1Config limits =
        Http1Config.custom()
            .setBufferSize(BUFFER)
            .setMaxLineLength(MOST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxEmptyLineCount(1)
            .build();
    DefaultHttpResponseParserFactory heads = new DefaultHttpResponseParserFactory(limits);
    return ManagedHttpClientConnectionFactory.builder()
        .http1Config(limits)
        .responseParserFactory(_ -> new InterimAnswers(heads.create()))
        .build();
  }
}
