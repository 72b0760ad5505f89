package io.orderwire.tls;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Puts a bundle that changed into a running context. What cannot be used is not put there: it is
 * tried out first, as a context that fails while it is reloaded would serve nobody.
 */
final class ReloadedBundle {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedBundle.class);

  private ReloadedBundle() {}

  /**
   * Watches a bundle for a context.
   *
   * @param trial of the same kind, on which changes are tried out
   */
  static void into(
      SslContextFactory context, SslContextFactory trial, String name, SslBundles bundles) {
    bundles.addBundleUpdateHandler(name, changed -> reload(context, trial, name, changed));
  }

  private static void reload(
      SslContextFactory context, SslContextFactory trial, String name, SslBundle changed) {
    try {
      Certificates.check(changed);
      apply(changed, trial);
      trial.start();
      trial.stop();
      context.reload(running -> apply(changed, running));
      LOG.info("SSL bundle {} was reloaded: it holds for new connections", name);
    } catch (Exception unusable) { // of the JDK, Spring Boot and Jetty, of all kinds
      LOG.error(
          "SSL bundle {} was changed but cannot be used, so the former one still holds: {}",
          name,
          unusable.toString());
    }
  }

  static void apply(SslBundle bundle, SslContextFactory context) {
    SslStoreBundle stores = bundle.getStores();
    if (stores.getKeyStorePassword() != null) {
      context.setKeyStorePassword(stores.getKeyStorePassword());
    }
    if (bundle.getKey().getPassword() != null) {
      context.setKeyManagerPassword(bundle.getKey().getPassword());
    }
    context.setKeyStore(stores.getKeyStore());
    context.setTrustStore(stores.getTrustStore());
  }
}
