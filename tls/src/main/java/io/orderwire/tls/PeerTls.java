package io.orderwire.tls;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** TLS of connections that a service opens to its like. */
public final class PeerTls {
  private PeerTls() {}

  /**
   * What Jetty's client is given. The other side's certificate must be trusted by the bundle (by
   * the JDK where it has no trusted certificates) and be for the host that is called; the bundle's
   * own certificate is shown where the other side asks for one. When the bundle changes,
   * connections opened from then on go by it.
   *
   * @param bundle its name under {@code spring.ssl.bundle}
   * @throws IllegalStateException if there is no such bundle, or it cannot be used
   */
  public static SslContextFactory.Client of(String bundle, SslBundles bundles) {
    SslContextFactory.Client context = new SslContextFactory.Client();
    try {
      SslBundle now = bundles.getBundle(bundle);
      ReloadedBundle.apply(now, context);
      ReloadedBundle.into(context, new SslContextFactory.Client(), bundle, bundles);
    } catch (NoSuchSslBundleException none) {
      throw new IllegalStateException(
          "there is no SSL bundle " + bundle + " under spring.ssl.bundle", none);
    }
    return context;
  }
}
