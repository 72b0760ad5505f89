package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OAuth 2.0 authorization server in this process (Spring's), where partners get tokens with
 * their own credentials. Its keys can be rolled over. Safe for use by many threads.
 */
final class AuthorizationServer implements AutoCloseable {
  private static final String SECRET = UUID.randomUUID().toString();
  private static final String AUDIENCE_OF = "audience:";
  private static final int RSA_BITS = 2048;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Keys keys;
  private final ConfigurableApplicationContext server;

  private AuthorizationServer(String url, Keys keys, ConfigurableApplicationContext server) {
    this.url = url;
    this.keys = keys;
    this.server = server;
  }

  /** The name of one that is at this port of the loopback interface. */
  static String urlAt(int port) {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Starts.
   *
   * @param clients by their names, and for which service their tokens are
   */
  static AuthorizationServer start(int port, Map<String, String> clients) {
    Keys keys = new Keys();
    keys.add();
    List<RegisteredClient> registered = new ArrayList<>();
    clients.forEach((name, audience) -> registered.add(client(name, audience)));
    ConfigurableApplicationContext server =
        new SpringApplicationBuilder(Application.class)
            .initializers(
                context -> {
                  context.getBeanFactory().registerSingleton("keys", keys);
                  context
                      .getBeanFactory()
                      .registerSingleton(
                          "clients", new InMemoryRegisteredClientRepository(registered));
                })
            .properties(
                Map.of(
                    "server.address",
                    "127.0.0.1",
                    "server.port",
                    port,
                    "spring.security.oauth2.authorizationserver.issuer",
                    urlAt(port),
                    "spring.main.banner-mode",
                    "off"))
            .run();
    return new AuthorizationServer(urlAt(port), keys, server);
  }

  private static RegisteredClient client(String name, String audience) {
    return RegisteredClient.withId(name)
        .clientId(name)
        .clientName(AUDIENCE_OF + audience)
        .clientSecret("{noop}" + secret(name))
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scope("orderwire.read")
        .build();
  }

  private static String secret(String client) {
    return client + SECRET;
  }

  /** Signs with a new key, and publishes it beside those before. */
  void rollOver() {
    keys.add();
  }

  /** Publishes none but the newest key. */
  void withdrawOldKeys() {
    keys.keepNewest();
  }

  /** A token that reads, got as a partner gets it: by the client's credentials. */
  String token(String client) {
    String credentials = client + ":" + secret(client);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/oauth2/token"))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofMinutes(1))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&scope=orderwire.read"))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(response.statusCode() + " " + response.body());
      }
      return JsonMapper.shared().readTree(response.body()).path("access_token").asString();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }

  /** The newest is last. */
  static final class Keys {
    private final List<RSAKey> all = new CopyOnWriteArrayList<>();

    void add() {
      try {
        all.add(new RSAKeyGenerator(RSA_BITS).keyID(UUID.randomUUID().toString()).generate());
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    void keepNewest() {
      all.subList(0, all.size() - 1).clear();
    }

    JWKSet published() {
      return new JWKSet(List.copyOf(all));
    }

    String newest() {
      return all.getLast().getKeyID();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    JWKSource<SecurityContext> jwkSource(Keys keys) {
      return (selector, _) -> selector.select(keys.published());
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokens(Keys keys) {
      return token -> {
        token.getJwsHeader().keyId(keys.newest());
        token
            .getClaims()
            .audience(
                List.of(
                    token.getRegisteredClient().getClientName().substring(AUDIENCE_OF.length())));
      };
    }
  }
}
