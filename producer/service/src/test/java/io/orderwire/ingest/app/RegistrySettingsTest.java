package io.orderwire.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.PublisherBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

  private static final String AUTH = "user:secret";

  @Test
  void the_publisher_asks_the_registry_with_the_services_credentials() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] answer =
              "{\"id\":1,\"compatibilityLevel\":\"BACKWARD_TRANSITIVE\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
    PublisherBuilder builder =
        OrderEventPublisher.builder()
            .bootstrapServers("127.0.0.1:1")
            .schemaRegistryUrl("http://127.0.0.1:" + registry.getAddress().getPort());
    new IngestConfiguration()
        .clientProperties(
            new KafkaSettings("", Map.of(), null), new RegistrySettings(AUTH, null, null))
        .customize(builder);

    try (OrderEventPublisher publisher = builder.build()) {
      publisher.prepare();
    } finally {
      registry.stop(0);
    }

    assertThat(seen)
        .isNotEmpty()
        .containsOnly(
            "Basic " + Base64.getEncoder().encodeToString(AUTH.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void shows_no_secret() {
    assertThat(new RegistrySettings(AUTH, null, null).toString()).doesNotContain("secret");
    assertThatThrownBy(() -> new RegistrySettings("secret", null, null))
        .hasMessageContaining("user:password")
        .hasMessageNotContaining("secret");
  }
}
