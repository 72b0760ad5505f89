package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Outcome.Delivered;
import io.orderwire.delivery.webhook.Transport.Call;
import io.orderwire.delivery.webhook.sending.EgressProxy;
import io.orderwire.delivery.webhook.sending.HttpTransport;
import io.orderwire.delivery.webhook.sending.ScriptedReceiver;
import io.orderwire.delivery.webhook.sending.TransportSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The settings of an egress proxy. */
final class ProxySettingsTest {
  private static final String PROXY = "orderwire.webhooks.proxy.";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
          .withUserConfiguration(EgressConfiguration.class);

  @Test
  void without_settings_there_is_none() {
    runner.run(context -> assertThat(context.getBean(TransportSettings.class).proxy()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.internal:3128, false, proxy.internal, 3128",
    "HTTPS://Proxy.Internal:443, true, proxy.internal, 443",
    "http://10.0.0.1:80, false, 10.0.0.1, 80",
    "http://[fd00:0::1]:3128, false, fd00::1, 3128",
    "http://egress:3128, false, egress, 3128"
  })
  void its_url_is_read_and_it_does_not_resolve(String url, boolean tls, String host, int port) {
    runner
        .withPropertyValues(PROXY + "url=" + url)
        .run(
            context ->
                assertThat(context.getBean(TransportSettings.class).proxy())
                    .contains(new EgressProxy(tls, host, port, Optional.empty(), false)));
  }

  @Test
  void a_request_leaves_through_it_with_its_credentials() throws Exception {
    try (ScriptedReceiver receiver =
            ScriptedReceiver.start(exchange -> exchange.reply(200, "", ""));
        ScriptedReceiver proxy =
            ScriptedReceiver.start(exchange -> exchange.tunnel(receiver.port()))) {
      runner
          .withPropertyValues(
              "orderwire.webhooks.allow-http=true",
              "orderwire.webhooks.allowed-ports=any",
              PROXY + "url=http://127.0.0.1:" + proxy.port(),
              PROXY + "username=orderwire",
              PROXY + "password=s3cret",
              PROXY + "resolves=true")
          .run(
              context -> {
                URI url = URI.create("http://hooks.example/");
                Call call = new Call("POST", url, Map.of(), new byte[1], Duration.ofSeconds(30));
                assertThat(context.getBean(HttpTransport.class).send(call).outcome())
                    .isEqualTo(new Delivered(200));
                assertThat(context.getBean(EgressSettings.class).toString())
                    .doesNotContain("s3cret");
                assertThat(context.getBean(TransportSettings.class).toString())
                    .doesNotContain("b3JkZXJ3aXJlOnMzY3JldA==");
              });
      ScriptedReceiver.Received asked = proxy.requests().getFirst();
      assertThat(asked.head()).startsWith("CONNECT hooks.example:80 HTTP/1.1\n");
      assertThat(asked.header("proxy-authorization")).isEqualTo("Basic b3JkZXJ3aXJlOnMzY3JldA==");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.internal:3128",
    "''",
    "http://proxy.internal",
    "http://proxy.internal:0",
    "http://proxy.internal:65536",
    "http://proxy.internal:3128/",
    "http://proxy.internal:3128?a=b",
    "http://proxy.internal:3128#a",
    "http://orderwire:s3cret@proxy.internal:3128",
    "socks5://proxy.internal:1080",
    "http://pro xy:3128",
    "http://*.internal:3128",
    "http://[::1:3128"
  })
  void a_url_that_is_none_ends_the_start(String url) {
    refuses("url", PROXY + "url=" + url);
  }

  @Test
  void credentials_that_cannot_be_sent_end_the_start() {
    String url = PROXY + "url=http://proxy.internal:3128";
    refuses("password", url, PROXY + "username=orderwire");
    refuses("username", url, PROXY + "password=s3cret");
    refuses("username", url, PROXY + "username=order:wire", PROXY + "password=s3cret");
    refuses("username", url, PROXY + "username=orderwire", PROXY + "password=s3cret\u0001a");
  }

  @Test
  void settings_without_a_url_end_the_start() {
    refuses("url", PROXY + "resolves=true");
    refuses("url", PROXY + "username=orderwire", PROXY + "password=s3cret");
  }

  private void refuses(String setting, String... settings) {
    runner
        .withPropertyValues(settings)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                    .hasMessageContaining(PROXY + setting + " ")
                    .hasMessageNotContaining("s3cret"));
  }
}
