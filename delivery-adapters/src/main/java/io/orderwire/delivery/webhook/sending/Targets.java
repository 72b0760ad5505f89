package io.orderwire.delivery.webhook.sending;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.orderwire.delivery.webhook.UrlPolicy.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;

/**
 * What the rules say of URLs, kept for those that are used: the rules are pure and never change, so
 * the same URL has the same verdict. A name's addresses are no part of it; they are looked up and
 * checked for each connection. Safe for use by many threads.
 */
final class Targets {
  private static final int MOST = 20_000;

  /** How long the URL of an endpoint that is gone may stay in memory. */
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final LoadingCache<String, Optional<Target>> known;

  Targets(UrlRules rules) {
    known =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT_FOR)
            .scheduler(Scheduler.systemScheduler())
            .build(url -> target(rules, url));
  }

  /**
   * A URL that was accepted, taken apart.
   *
   * @param route by which connections are kept
   * @param host as configurations of hosts name it
   * @param authority as the request's {@code Host}
   * @param path with the query
   */
  record Target(HttpRoute route, String host, String authority, String path) {}

  /** Where a request to a URL goes; empty where the URL is refused. */
  Optional<Target> of(URI url) {
    return known.get(url.toString());
  }

  private static Optional<Target> target(UrlRules rules, String url) {
    return switch (rules.check(url)) {
      case Verdict.Refused _ -> Optional.empty();
      case Verdict.Accepted(URI accepted) -> Optional.of(target(accepted));
    };
  }

  private static Target target(URI url) {
    boolean secure = url.getScheme().equals("https");
    String name = host(url);
    String port = url.getRawAuthority().substring(name.length());
    int own = secure ? HTTPS : HTTP;
    HttpHost host =
        new HttpHost(
            url.getScheme(), name, port.isEmpty() ? own : Integer.parseInt(port.substring(1)));
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new Target(
        new HttpRoute(host, null, secure), name, url.getRawAuthority(), url.getRawPath() + query);
  }

  /** An accepted URL's host. {@link URI#getHost} has none where there is an underscore in it. */
  static String host(URI url) {
    String authority = url.getRawAuthority();
    int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
    return colon < 0 ? authority : authority.substring(0, colon);
  }
}
