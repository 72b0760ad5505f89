package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Outcome.Unreachable;
import io.orderwire.delivery.webhook.Transport.Call;
import io.orderwire.delivery.webhook.sending.HttpTransport;
import io.orderwire.delivery.webhook.sending.ScriptedReceiver;
import io.orderwire.delivery.webhook.sending.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Headers and client certificates of hosts, from the settings to a receiver's server. */
final class HostSettingsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String HOST = "orderwire.webhooks.hosts[0].";
  private static final String BUNDLE = "spring.ssl.bundle.pem.partner.";

  private static SelfSigned server;
  private static SelfSigned client;

  @TempDir private Path directory;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
          .withUserConfiguration(EgressConfiguration.class)
          .withPropertyValues(
              "orderwire.webhooks.allow-http=true",
              "orderwire.webhooks.allowed-ports=any",
              "orderwire.webhooks.allowed-addresses=127.0.0.0/8,::1/128");

  @BeforeAll
  static void makeKeys() throws Exception {
    server = SelfSigned.forHost("localhost");
    client = SelfSigned.forHost("orderwire.example");
  }

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(directory.resolve("trust.pem"), server.certificate());
    write(client);
  }

  @Test
  void a_receiver_that_demands_a_client_certificate_gets_it() throws Exception {
    try (ScriptedReceiver receiver = demanding(client)) {
      withCertificate()
          .run(
              context ->
                  assertThat(send(context.getBean(HttpTransport.class), receiver))
                      .isEqualTo(new Delivered(200)));
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void without_a_client_certificate_it_takes_nothing() throws Exception {
    try (ScriptedReceiver receiver = demanding(client)) {
      runner
          .withPropertyValues(
              HOST + "host=localhost",
              HOST + "ssl-bundle=partner",
              BUNDLE + "truststore.certificate=file:" + directory.resolve("trust.pem"))
          .run(
              context ->
                  assertThat(send(context.getBean(HttpTransport.class), receiver))
                      .isInstanceOf(Unreachable.class));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void another_host_is_shown_no_certificate_and_no_header() throws Exception {
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""))) {
      withCertificate()
          .withPropertyValues(HOST + "headers.x-gateway=open sesame")
          .run(
              context ->
                  assertThat(send(context.getBean(HttpTransport.class), receiver.url("/")))
                      .isEqualTo(new Delivered(200)));
      assertThat(receiver.requests().getFirst().header("x-gateway")).isEmpty();
    }
  }

  @Test
  void a_bundle_that_is_reloaded_holds_for_the_next_connection() throws Exception {
    SelfSigned next = SelfSigned.forHost("orderwire.example");
    try (ScriptedReceiver receiver = demanding(next)) {
      withCertificate()
          .withPropertyValues(
              BUNDLE + "reload-on-update=true", "spring.ssl.bundle.watch.file.quiet-period=50ms")
          .run(
              context -> {
                HttpTransport transport = context.getBean(HttpTransport.class);
                assertThat(send(transport, receiver)).isInstanceOf(Unreachable.class);
                write(next);
                await()
                    .atMost(LONG)
                    .untilAsserted(
                        () -> assertThat(send(transport, receiver)).isEqualTo(new Delivered(200)));
              });
    }
  }

  @Test
  void fixed_headers_arrive_from_settings_and_files_unless_the_request_has_its_own()
      throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "Bearer s3cret\n");
    try (ScriptedReceiver receiver =
        ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""))) {
      runner
          .withPropertyValues(
              HOST + "host=LOCALHOST",
              HOST + "headers.x-gateway=open sesame",
              HOST + "headers.Content-Type=text/plain",
              HOST + "header-files.authorization=" + token)
          .run(
              context ->
                  send(
                      context.getBean(HttpTransport.class),
                      URI.create("http://localhost:" + receiver.port() + "/")));
      ScriptedReceiver.Received request = receiver.requests().getFirst();
      assertThat(request.header("x-gateway")).isEqualTo("open sesame");
      assertThat(request.header("authorization")).isEqualTo("Bearer s3cret");
      assertThat(request.header("content-type")).isEqualTo("application/json");
      assertThat(request.head()).doesNotContain("text/plain");
    }
  }

  private ApplicationContextRunner withCertificate() {
    return runner.withPropertyValues(
        HOST + "host=localhost",
        HOST + "ssl-bundle=partner",
        BUNDLE + "keystore.certificate=file:" + directory.resolve("client.pem"),
        BUNDLE + "keystore.private-key=file:" + directory.resolve("client.key"),
        BUNDLE + "truststore.certificate=file:" + directory.resolve("trust.pem"));
  }

  private void write(SelfSigned keys) throws GeneralSecurityException, IOException {
    Files.writeString(directory.resolve("client.key"), keys.privateKey());
    Files.writeString(directory.resolve("client.pem"), keys.certificate());
  }

  private static ScriptedReceiver demanding(SelfSigned trusted) throws IOException {
    return ScriptedReceiver.demanding(
        server.contextTrusting(trusted).getServerSocketFactory(),
        exchange -> exchange.reply(200, "Connection: close\n", ""));
  }

  private static Outcome send(HttpTransport transport, ScriptedReceiver receiver)
      throws InterruptedException {
    return send(transport, URI.create("https://localhost:" + receiver.port() + "/"));
  }

  private static Outcome send(HttpTransport transport, URI url) throws InterruptedException {
    return transport
        .send(
            new Call(
                "POST",
                url,
                Map.of("content-type", "application/json"),
                "{}".getBytes(UTF_8),
                LONG))
        .outcome();
  }
}
