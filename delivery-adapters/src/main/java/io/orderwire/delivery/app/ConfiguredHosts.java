package io.orderwire.delivery.app;

import io.orderwire.delivery.webhook.sending.HostConfiguration;
import io.orderwire.delivery.webhook.sending.Hosts;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Reads what is configured for hosts. What is wrong in it ends the start, with the name of the
 * setting and never with a header's value.
 */
final class ConfiguredHosts {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredHosts.class);

  private final SslBundles bundles;

  ConfiguredHosts(SslBundles bundles) {
    this.bundles = bundles;
  }

  /** All of them; a bundle that is reloaded later holds for connections opened from then on. */
  Hosts read(List<EgressSettings.Host> settings) {
    Map<String, Supplier<HostConfiguration>> hosts = new HashMap<>();
    for (int i = 0; i < settings.size(); i++) {
      EgressSettings.Host one = settings.get(i);
      String setting = "orderwire.webhooks.hosts[" + i + "]";
      String host = host(one, setting + ".host");
      if (hosts.put(host, configuration(one, setting)) != null) {
        throw wrong(setting + ".host", one.host(), "this host is there twice");
      }
    }
    return Hosts.of(hosts);
  }

  private static String host(EgressSettings.Host one, String setting) {
    try {
      return Hosts.normal(one.host());
    } catch (IllegalArgumentException none) {
      throw wrong(setting, one.host(), "it must be a host's name or address, or *. and a domain");
    }
  }

  private Supplier<HostConfiguration> configuration(EgressSettings.Host one, String setting) {
    Map<String, String> headers = headers(one, setting);
    HostConfiguration plain;
    try {
      plain = new HostConfiguration(headers, Optional.empty());
    } catch (IllegalArgumentException refused) {
      throw wrong(setting + ".headers", headers.keySet(), String.valueOf(refused.getMessage()));
    }
    if (one.sslBundle().isEmpty()) {
      return () -> plain;
    }
    AtomicReference<HostConfiguration> now = new AtomicReference<>(plain);
    watch(one.sslBundle().get(), setting + ".ssl-bundle", headers, now);
    return now::get;
  }

  private void watch(
      String bundle,
      String setting,
      Map<String, String> headers,
      AtomicReference<HostConfiguration> now) {
    try {
      bundles.addBundleUpdateHandler(bundle, changed -> reload(bundle, changed, headers, now));
      now.set(new HostConfiguration(headers, Optional.of(context(bundles.getBundle(bundle)))));
    } catch (NoSuchSslBundleException none) {
      throw wrong(setting, bundle, "there is no SSL bundle of this name under spring.ssl.bundle");
    } catch (IllegalStateException | IllegalArgumentException unusable) {
      throw wrong(setting, bundle, "this SSL bundle cannot be used: " + unusable.getMessage());
    }
  }

  private static void reload(
      String bundle,
      SslBundle changed,
      Map<String, String> headers,
      AtomicReference<HostConfiguration> now) {
    try {
      now.set(new HostConfiguration(headers, Optional.of(context(changed))));
      LOG.info("SSL bundle {} was reloaded: it holds for new webhook connections", bundle);
    } catch (IllegalStateException | IllegalArgumentException unusable) {
      LOG.error(
          "SSL bundle {} was changed but cannot be used, so the former one still holds: {}",
          bundle,
          unusable.getMessage());
    }
  }

  private static SSLContext context(SslBundle bundle) {
    KeyStore own = bundle.getStores().getKeyStore();
    if (own != null && !hasKey(own)) {
      throw new IllegalArgumentException("it has a certificate without a private key");
    }
    return bundle.createSslContext();
  }

  private static boolean hasKey(KeyStore store) {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return true;
        }
      }
      return false;
    } catch (KeyStoreException notLoaded) {
      throw new IllegalStateException(notLoaded);
    }
  }

  private static Map<String, String> headers(EgressSettings.Host one, String setting) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(one.headers());
    one.headerFiles()
        .forEach(
            (name, file) -> {
              String from = setting + ".header-files." + name;
              if (headers.put(name, SettingsFile.line(from, file)) != null) {
                throw wrong(from, file, "this header is there twice");
              }
            });
    return headers;
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String setting, Object value, String reason) {
    return new InvalidConfigurationPropertyValueException(setting, value, reason + ".");
  }
}
