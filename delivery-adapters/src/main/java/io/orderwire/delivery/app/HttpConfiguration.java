package io.orderwire.delivery.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.http.Answer;
import io.orderwire.delivery.http.AuthenticationFilter;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.CallerArgument;
import io.orderwire.delivery.http.ClientAddress;
import io.orderwire.delivery.http.CorsRefusals;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.DescriptionController;
import io.orderwire.delivery.http.ErrorPage;
import io.orderwire.delivery.http.ForwardedOrigins;
import io.orderwire.delivery.http.Forwarding;
import io.orderwire.delivery.http.ForwardingEnd;
import io.orderwire.delivery.http.JettyProblems;
import io.orderwire.delivery.http.ProblemAdvice;
import io.orderwire.delivery.http.ProblemWriter;
import io.orderwire.delivery.http.RateLimitFilter;
import io.orderwire.delivery.http.RateLimits;
import io.orderwire.delivery.http.RefusalFormat;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.http.ShortRoute;
import io.orderwire.delivery.http.ShortWay;
import io.orderwire.delivery.http.UnreadAnswers;
import io.orderwire.delivery.http.UnreadAnswersFilter;
import io.orderwire.delivery.partner.IssuedTokens;
import io.orderwire.delivery.partner.Partners;
import io.orderwire.delivery.partner.StreamTokens;
import io.orderwire.delivery.polling.PollingSettings;
import io.orderwire.delivery.sse.Goodbyes;
import io.orderwire.delivery.sse.Pause;
import io.orderwire.delivery.sse.StreamSettings;
import io.orderwire.tls.PeerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The HTTP side, in the order in which a request passes it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
@Import(IssuerConfiguration.class)
class HttpConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConfiguration.class);
  private static final int KEY_BYTES = 32;

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  Pause pause() {
    return Thread::sleep;
  }

  @Bean
  StreamSettings streamSettings(DeliverySettings settings) {
    return settings.stream().toSettings();
  }

  @Bean
  PollingSettings pollingSettings(DeliverySettings settings) {
    return settings.polling().toSettings();
  }

  /** The key is at least 32 bytes in base64, the same on every instance. */
  @Bean
  StreamTokens streamTokens(@Value("${orderwire.stream-tokens.key-file:}") String keyFile) {
    if (keyFile.isEmpty()) {
      LOG.warn(
          "orderwire.stream-tokens.key-file is not set: stream tokens end with this process, and no"
              + " other instance knows them");
      return new StreamTokens(passingKey());
    }
    return new StreamTokens(key(Path.of(keyFile)));
  }

  /** By a key that is derived from the one of stream tokens, which all instances have. */
  @Bean
  ForwardedOrigins forwardedOrigins(
      @Value("${orderwire.stream-tokens.key-file:}") String keyFile, InstantSource clock) {
    return new ForwardedOrigins(keyFile.isEmpty() ? passingKey() : key(Path.of(keyFile)), clock);
  }

  @Bean
  Authenticator authenticator(
      Partners partners, StreamTokens tokens, IssuedTokens issued, InstantSource clock) {
    return new Authenticator(partners, tokens, issued, clock);
  }

  @Bean
  Cursors cursors(History history) {
    return new Cursors(history);
  }

  @Bean
  ProblemWriter problemWriter(List<RefusalFormat> formats) {
    return new ProblemWriter(formats);
  }

  @Bean
  ProblemAdvice problemAdvice(ProblemWriter problems) {
    return new ProblemAdvice(problems);
  }

  @Bean
  DescriptionController descriptionController() {
    return new DescriptionController("partner.yaml");
  }

  @Bean
  ErrorPage errorPage(ProblemWriter problems) {
    return new ErrorPage(problems);
  }

  @Bean
  FilterRegistrationBean<RequestId> requestId() {
    return requestIds();
  }

  /** The first filter of a port. */
  static FilterRegistrationBean<RequestId> requestIds() {
    return ordered(new RequestId(new RequestIds(new SecureRandom())), 1);
  }

  @Bean
  FilterRegistrationBean<CorsFilter> cors(DeliverySettings settings, ProblemWriter problems) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(settings.corsOrigins());
    allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH", "DELETE"));
    allowed.setAllowedHeaders(
        List.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Last-Event-ID",
            "Orderwire-Otp",
            "Prefer",
            RequestId.HEADER));
    allowed.setExposedHeaders(
        List.of(
            "ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", RequestId.HEADER));
    allowed.setMaxAge(3_600L);
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    if (!settings.corsOrigins().isEmpty()) {
      source.registerCorsConfiguration("/v1/**", allowed);
    }
    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(new CorsRefusals(problems));
    return ordered(filter, 2);
  }

  @Bean
  FilterRegistrationBean<AuthenticationFilter> authentication(
      Authenticator authenticator, ProblemWriter problems) {
    return ordered(new AuthenticationFilter(authenticator, problems), 3);
  }

  @Bean
  FilterRegistrationBean<RateLimitFilter> rateLimit(RateLimits limits, ProblemWriter problems) {
    return ordered(new RateLimitFilter(limits, problems), 4);
  }

  @Bean
  FilterRegistrationBean<ClientAddress> clientAddress(ForwardedOrigins origins) {
    return ordered(new ClientAddress(origins), 5);
  }

  @Bean
  RateLimits rateLimits(Partners partners, DeliverySettings settings) {
    return new RateLimits(partners, settings.requestsPerSecond());
  }

  @Bean
  UnreadAnswers unreadAnswers(DeliverySettings settings) {
    return settings.answers().toBounds(Runtime.getRuntime().maxMemory());
  }

  @Bean
  FilterRegistrationBean<UnreadAnswersFilter> unreadAnswersFilter(UnreadAnswers answers) {
    return ordered(new UnreadAnswersFilter(answers), 5);
  }

  /** Answers with the fields that {@link #cors} adds to those of no other origin. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> shortWay(
      List<ShortRoute> routes,
      Authenticator authenticator,
      RateLimits limits,
      UnreadAnswers unread,
      DeliverySettings settings,
      MeterRegistry meters,
      Optional<Forwarding> forwarding) {
    List<Answer.Field> vary =
        settings.corsOrigins().isEmpty()
            ? List.of()
            : Stream.of("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers")
                .map(name -> Answer.Field.constant("Vary", name))
                .toList();
    return factory ->
        factory.addServerCustomizers(
            server -> {
              ShortWay shortWay =
                  new ShortWay(
                      routes,
                      authenticator,
                      limits,
                      unread,
                      new RequestIds(new SecureRandom()),
                      vary,
                      new ShortWayMeter(meters));
              shortWay.setHandler(server.getHandler());
              server.setHandler(shortWay);
              forwarding.ifPresent(
                  first -> {
                    first.setHandler(shortWay);
                    server.setHandler(first);
                  });
            });
  }

  /** In front of all; not there where no other instance can be known. */
  @Bean
  @ConditionalOnProperty("orderwire.delivery.history.address")
  Forwarding forwarding(
      Owners owners,
      Authenticator authenticator,
      ForwardedOrigins origins,
      HistorySettings settings,
      @Value("${orderwire.stream-tokens.key-file:}") String streamTokenKeys,
      Goodbyes goodbyes,
      ServerProperties server,
      SslBundles bundles) {
    if (streamTokenKeys.isEmpty()) {
      throw new IllegalStateException(
          "orderwire.delivery.history.address is set, so that several instances share the"
              + " partners: set orderwire.stream-tokens.key-file too, to the same key on each, or"
              + " one would not know the others' stream tokens, nor from where a request came that"
              + " another one has passed on");
    }
    return new Forwarding(
        owners,
        authenticator,
        origins,
        settings.ownerWait(),
        new RequestIds(new SecureRandom()),
        goodbyes::shutdown,
        toOthers(server.getSsl(), settings, bundles));
  }

  /** The others are as this one: with TLS where it has TLS. */
  private static Optional<SslContextFactory.Client> toOthers(
      @Nullable Ssl own, HistorySettings settings, SslBundles bundles) {
    if (own == null || !Ssl.isEnabled(own)) {
      return Optional.empty();
    }
    String bundle = settings.sslBundle() == null ? own.getBundle() : settings.sslBundle();
    if (bundle == null) {
      throw new IllegalStateException(
          "this port has TLS, and so have other instances: set"
              + " orderwire.delivery.history.ssl-bundle to the SSL bundle by which they are"
              + " trusted");
    }
    return Optional.of(PeerTls.of(bundle, bundles));
  }

  @Bean
  @ConditionalOnBean(Forwarding.class)
  ForwardingEnd forwardingEnd(Forwarding forwarding) {
    return new ForwardingEnd(forwarding);
  }

  @Bean
  WebMvcConfigurer callerArgument() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> jettyProblems() {
    return factory ->
        factory.addServerCustomizers(
            server -> server.setErrorHandler(new JettyProblems()), HttpConfiguration::keepNoPaths);
  }

  private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> ordered(
      F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  private static byte[] passingKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static byte[] key(Path file) {
    try {
      return Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "orderwire.stream-tokens.key-file " + file + " is not a readable file of base64", e);
    }
  }

  /**
   * By itself Jetty keeps the paths of the last requests, with the filters for each: with them the
   * ids of orders, which may be erased.
   */
  static void keepNoPaths(Server server) {
    server
        .getDescendants(ServletContextHandler.class)
        .forEach(context -> context.getServletHandler().setFilterChainsCached(false));
  }
}
