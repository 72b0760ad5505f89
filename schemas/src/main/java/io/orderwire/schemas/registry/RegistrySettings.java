package io.orderwire.schemas.registry;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a registry.
 *
 * @param urls base URLs of equal instances, at least one; paths like {@code /subjects} are
 *     appended. Credentials in them, {@code http://user:password@host}, are taken out
 * @param basicAuth {@code user:password} for HTTP basic authentication, or null for those that the
 *     first URL has, or none
 * @param connectTimeout bound for making one connection
 * @param requestTimeout bound for one whole request, connection and answer included
 * @param retries when to ask again
 * @param trust whose certificates an https URL may show, or null for those that the JDK trusts
 */
public record RegistrySettings(
    List<URI> urls,
    @Nullable String basicAuth,
    Duration connectTimeout,
    Duration requestTimeout,
    Retries retries,
    @Nullable RegistryTrust trust) {

  public RegistrySettings {
    if (basicAuth == null && !urls.isEmpty()) {
      basicAuth = urls.get(0).getUserInfo();
    }
    urls = urls.stream().map(RegistrySettings::withoutCredentials).toList();
    requireNonNull(connectTimeout, "connectTimeout");
    requireNonNull(requestTimeout, "requestTimeout");
    requireNonNull(retries, "retries");
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a schema registry needs at least one URL");
    }
    for (URI url : urls) {
      String scheme = url.getScheme();
      if (url.getHost() == null
          || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
        throw new IllegalArgumentException(
            "not an http or https URL of a schema registry: " + withoutUserInfo(url));
      }
    }
    if (basicAuth != null && basicAuth.indexOf(':') < 0) {
      throw new IllegalArgumentException("basic authentication must be given as user:password");
    }
  }

  /** With the certificates that the JDK trusts. */
  public RegistrySettings(
      List<URI> urls,
      @Nullable String basicAuth,
      Duration connectTimeout,
      Duration requestTimeout,
      Retries retries) {
    this(urls, basicAuth, connectTimeout, requestTimeout, retries, null);
  }

  /**
   * The registry at one URL, with default timeouts and retries, and with the URL's credentials if
   * it has any.
   */
  public static RegistrySettings of(String url) {
    return new RegistrySettings(
        List.of(parsed(url)), null, Duration.ofSeconds(5), Duration.ofSeconds(10), Retries.DEFAULT);
  }

  /**
   * The registry at one URL, as {@link #of(String)} has it.
   *
   * @param basicAuth {@code user:password}, which goes before the URL's, or null
   */
  public static RegistrySettings of(String url, @Nullable String basicAuth) {
    RegistrySettings settings = of(url);
    return basicAuth == null ? settings : settings.withBasicAuth(basicAuth);
  }

  /** The same with other bounds for a connection and for a whole request. */
  public RegistrySettings withTimeouts(Duration connect, Duration request) {
    return new RegistrySettings(urls, basicAuth, connect, request, retries, trust);
  }

  /** The same with other retries. */
  public RegistrySettings withRetries(Retries other) {
    return new RegistrySettings(urls, basicAuth, connectTimeout, requestTimeout, other, trust);
  }

  /** The same with basic authentication, {@code user:password}. */
  public RegistrySettings withBasicAuth(String userAndPassword) {
    return new RegistrySettings(
        urls, userAndPassword, connectTimeout, requestTimeout, retries, trust);
  }

  /** The same with other trusted certificates; null for those that the JDK trusts. */
  public RegistrySettings withTrust(@Nullable RegistryTrust other) {
    return new RegistrySettings(urls, basicAuth, connectTimeout, requestTimeout, retries, other);
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) { // its message, and with it a cause, would have the password
      throw new IllegalArgumentException("not a URL of a schema registry: " + e.getReason());
    }
  }

  private static URI withoutCredentials(URI url) {
    String userInfo = url.getRawUserInfo();
    return userInfo == null ? url : URI.create(url.toString().replace(userInfo + "@", ""));
  }

  static String withoutUserInfo(URI url) {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** Without the password, since settings end up in logs. */
  @Override
  public String toString() {
    return "RegistrySettings[urls="
        + urls.stream().map(RegistrySettings::withoutUserInfo).toList()
        + ", basicAuth="
        + (basicAuth == null ? "none" : "set")
        + ", connectTimeout="
        + connectTimeout
        + ", requestTimeout="
        + requestTimeout
        + ", retries="
        + retries
        + ", trust="
        + trust
        + "]";
  }
}
