package io.orderwire.ingest.app;

import io.orderwire.ingest.key.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The service's HTTP side on a free port, with a fake behind it. */
final class HttpSide implements AutoCloseable {

  static final String KEY = "ows_secret";
  static final String HASH = "4b7ea1559638bbc51fbfc951e404c9862c25fccf713d5b413e005204bd91987a";
  private static final JsonMapper JSON = JsonMapper.shared();

  final FakeService service;
  final int port;
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpSide(String... more) {
    List<String> settings =
        List.of(
            "--server.port=0",
            "--management.server.port=-1",
            "--management.endpoint.health.validate-group-membership=false",
            "--orderwire.producer.bootstrap-servers=false",
            "--orderwire.ingest.max-body=1MB",
            "--orderwire.ingest.max-array=100");
    context =
        SpringApplication.run(
            App.class, Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new));
    service = context.getBean(FakeService.class);
    port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }

  HttpRequest.Builder events() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
        .header("Authorization", "Bearer " + KEY);
  }

  HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> post(String type, String body) {
    return send(
        events().header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @SuppressWarnings("unchecked") // JSON objects are maps
  static Map<String, Object> json(String text) {
    return JSON.readValue(text, Map.class);
  }

  static List<Map<String, Object>> lines(String text) {
    return text.lines().map(HttpSide::json).toList();
  }

  static String event(int number) {
    return event(new UUID(7, number).toString(), "acme", number);
  }

  static String event(String id, String partner, int number) {
    return "{\"event_id\":\"%s\",\"partner_id\":\"%s\",\"order_id\":\"o-%d\","
            .formatted(id, partner, number)
        + "\"occurred_at\":\"2026-11-24T06:00:00Z\",\"type\":\"order.cancelled\","
        + "\"data\":{\"by\":\"customer\",\"reason\":\"late\"}}";
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableConfigurationProperties(IngestSettings.class)
  @Import(HttpConfiguration.class)
  static class App {

    @Bean
    FakeService fakeService() {
      return new FakeService();
    }

    @Bean
    KeyFile keyFile() throws IOException {
      Path file = Files.createTempFile("keys", "");
      Files.writeString(file, "erp=" + HASH);
      return new KeyFile(file, InstantSource.system());
    }
  }
}
