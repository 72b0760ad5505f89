package io.orderwire.delivery.app;

import static java.util.Objects.requireNonNull;

import io.orderwire.delivery.admin.HistoryCommands;
import io.orderwire.delivery.admin.PartnerRemoval;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.command.CommandLog;
import io.orderwire.delivery.command.FakeCommandLog;
import io.orderwire.delivery.command.FakeSlotIndex;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.partner.Belongings;
import io.orderwire.delivery.partner.MemoryPartners;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.delivery.partner.Partners;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.polling.PollingConfiguration;
import io.orderwire.delivery.sse.StreamConfiguration;
import io.orderwire.delivery.subscription.MemoryPositions;
import io.orderwire.delivery.subscription.Positions;
import io.orderwire.delivery.webhook.FakeAttemptLog;
import io.orderwire.delivery.webhook.FakeEndpointActions;
import io.orderwire.delivery.webhook.FakeEndpoints;
import io.orderwire.delivery.webhook.FakeFactorVault;
import io.orderwire.delivery.webhook.FakeOperationLog;
import io.orderwire.delivery.webhook.FakeProgressStore;
import io.orderwire.delivery.webhook.FakeSecondFactors;
import io.orderwire.delivery.webhook.FakeSecrets;
import io.orderwire.delivery.webhook.Secrets;
import io.orderwire.delivery.webhook.UrlPolicy;
import io.orderwire.delivery.webhook.management.WebhookManagementConfiguration;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * The partners' port as it is, over ports in memory: real Jetty, real filters, real controllers.
 */
final class PartnerPort implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PartnerPort(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts it on a free port, with further settings as {@code name=value}. */
  static PartnerPort start(String... settings) {
    Map<String, String> arguments =
        new HashMap<>(
            Map.of(
                "server.port", "0",
                "management.server.port", "-1",
                "management.endpoint.health.validate-group-membership", "false",
                "orderwire.delivery.requests-per-second", "100000"));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      arguments.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new PartnerPort(
        new SpringApplicationBuilder(Parts.class)
            .registerShutdownHook(false)
            .run(
                arguments.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
  }

  /** Registers a partner; gives its key. */
  String partner(String id, Scope... scopes) {
    Set<Scope> all = scopes.length == 0 ? Set.of(Scope.values()) : Set.of(scopes);
    return add(id, all, OptionalInt.empty());
  }

  String add(String id, Set<Scope> scopes, OptionalInt requestsPerSecond) {
    try {
      return registry()
          .add(id, Optional.empty(), scopes, requestsPerSecond, Authors.OPERATOR)
          .orElseThrow()
          .key();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  PartnerRegistry registry() {
    return context.getBean(PartnerRegistry.class);
  }

  MemoryPartners partners() {
    return context.getBean(MemoryPartners.class);
  }

  MemoryHistory history() {
    return context.getBean(MemoryHistory.class);
  }

  MemoryPositions positions() {
    return context.getBean(MemoryPositions.class);
  }

  /** A part of it, such as a port in memory. */
  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Appends so many order-created items. */
  void created(String partnerId, int count) {
    for (int i = 0; i < count; i++) {
      history().append(partnerId, EventType.CREATED, "o" + i);
    }
  }

  static String id(String partnerId, long sequence) {
    return ItemIds.encode(partnerId, new Position(0, sequence));
  }

  int port() {
    return requireNonNull(((ServletWebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** The port of operators, where {@code management.server.port=0} was asked for. */
  int operatorPort() {
    return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> get(String key, String path, String... headers) {
    HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + key);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells the service to stop, as a signal does; returns when it has. */
  @Override
  public void close() {
    context.close();
    client.shutdownNow();
  }

  /** How many requests went through the servlet stack. */
  static final class ServletRequests {
    private final LongAdder count = new LongAdder();

    long count() {
      return count.sum();
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    HttpConfiguration.class,
    PollingConfiguration.class,
    StreamConfiguration.class,
    WebhookManagementConfiguration.class
  })
  static class Parts {
    @Bean
    ServletRequests servletRequests() {
      return new ServletRequests();
    }

    @Bean
    FilterRegistrationBean<Filter> countingFilter(ServletRequests requests) {
      Filter counting =
          (request, response, chain) -> {
            requests.count.increment();
            chain.doFilter(request, response);
          };
      FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(counting);
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }

    @Bean
    History history() {
      return new MemoryHistory();
    }

    @Bean
    FakeCommandLog commandLog() {
      return new FakeCommandLog();
    }

    @Bean
    HistoryCommands historyCommands(Partners partners, History history, CommandLog log) {
      return new HistoryCommands(partners, history, new FakeSlotIndex(), log, UUID::randomUUID);
    }

    @Bean
    Partners partners() {
      return new MemoryPartners();
    }

    @Bean
    PartnerRegistry partnerRegistry(Partners partners, InstantSource clock) {
      return new PartnerRegistry(partners, clock, new SecureRandom());
    }

    @Bean
    PartnerRemoval partnerRemoval(PartnerRegistry partners, History history) {
      return new PartnerRemoval(
          partners, history, new FakeSlotIndex(), (_, _) -> new Belongings.Removed.Done());
    }

    @Bean
    Positions positions() {
      return new MemoryPositions();
    }

    @Bean
    FakeEndpoints endpoints() {
      return new FakeEndpoints();
    }

    @Bean
    FakeProgressStore progressStore() {
      return new FakeProgressStore();
    }

    @Bean
    FakeAttemptLog attemptLog() {
      return new FakeAttemptLog();
    }

    @Bean
    FakeEndpointActions endpointActions(FakeProgressStore progress) {
      return new FakeEndpointActions(progress);
    }

    @Bean
    FakeOperationLog operationLog() {
      return new FakeOperationLog();
    }

    @Bean
    Secrets secrets() {
      return new FakeSecrets();
    }

    @Bean
    FakeSecondFactors secondFactors() {
      return new FakeSecondFactors();
    }

    @Bean
    FakeFactorVault factorVault() {
      return new FakeFactorVault();
    }

    @Bean
    UrlPolicy urlPolicy() {
      return text ->
          text.startsWith("https://")
              ? new UrlPolicy.Verdict.Accepted(URI.create(text))
              : new UrlPolicy.Verdict.Refused("The URL must begin with https://.");
    }
  }
}
