package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.ForwardedOrigins;
import io.orderwire.delivery.http.Forwarding;
import io.orderwire.delivery.partner.IssuedTokens;
import io.orderwire.delivery.partner.StreamTokens;
import io.orderwire.delivery.sse.Goodbyes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** An instance that passes on what another one has, and answers all else with {@link #HERE}. */
final class FrontInstance implements AutoCloseable {
  static final String HERE = "answered here";

  private final Server server = new Server();
  private final Forwarding forwarding;

  /** Knows the same partners as the owner. */
  FrontInstance(PartnerPort owner, Owners owners, Duration mostWait) throws Exception {
    this(owner, owners, mostWait, Optional.empty());
  }

  /** The same, which reaches other instances by TLS. */
  FrontInstance(
      PartnerPort owner, Owners owners, Duration mostWait, Optional<SslContextFactory.Client> tls)
      throws Exception {
    this(owner, owners, mostWait, owner.part(ForwardedOrigins.class), tls);
  }

  /** One that may have another key than the owner. */
  FrontInstance(PartnerPort owner, Owners owners, Duration mostWait, ForwardedOrigins origins)
      throws Exception {
    this(owner, owners, mostWait, origins, Optional.empty());
  }

  private FrontInstance(
      PartnerPort owner,
      Owners owners,
      Duration mostWait,
      ForwardedOrigins origins,
      Optional<SslContextFactory.Client> tls)
      throws Exception {
    var asInAdapters = new org.eclipse.jetty.server.HttpConfiguration();
    asInAdapters.setSendServerVersion(false);
    asInAdapters.setRequestHeaderSize(16 << 10);
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(asInAdapters),
            new HTTP2CServerConnectionFactory(asInAdapters));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    forwarding =
        new Forwarding(
            owners,
            new Authenticator(
                owner.partners(),
                owner.part(StreamTokens.class),
                owner.part(IssuedTokens.class),
                InstantSource.system()),
            origins,
            mostWait,
            () -> "new-id",
            owner.part(Goodbyes.class)::shutdown,
            tls);
    forwarding.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, ByteBuffer.wrap(HERE.getBytes(UTF_8)), callback);
            return true;
          }
        });
    server.setHandler(forwarding);
    server.start();
  }

  int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  void endLasting() {
    forwarding.endLasting();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
