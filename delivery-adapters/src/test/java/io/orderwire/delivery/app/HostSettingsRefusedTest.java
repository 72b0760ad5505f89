package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.sending.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Settings of hosts with which nothing starts, and what is said then. */
final class HostSettingsRefusedTest {
  private static final String HOST = "orderwire.webhooks.hosts[0].";
  private static final String BUNDLE = "spring.ssl.bundle.pem.partner.";

  private static SelfSigned keys;

  @TempDir private Path directory;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = SelfSigned.forHost("orderwire.example");
  }

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(directory.resolve("client.pem"), keys.certificate());
    Files.writeString(directory.resolve("garbage"), "no pem");
    Files.writeString(directory.resolve("two-lines"), "s3cret\ns3cret\n");
    Files.writeString(directory.resolve("control"), "s3cret\u0001");
  }

  @Test
  void a_host_that_is_none() {
    refuses("orderwire.webhooks.hosts[0].host", HOST + "headers.a=b");
    refuses("orderwire.webhooks.hosts[0].host", HOST + "host=https://a.example");
  }

  @Test
  void a_host_that_is_there_twice() {
    refuses(
        "orderwire.webhooks.hosts[1].host",
        HOST + "host=a.example",
        "orderwire.webhooks.hosts[1].host=A.example");
  }

  @Test
  void an_unknown_bundle() {
    refuses(HOST + "ssl-bundle", HOST + "host=a.example", HOST + "ssl-bundle=other");
  }

  @Test
  void a_bundle_whose_file_is_not_there() {
    refuses(
        HOST + "ssl-bundle",
        HOST + "host=a.example",
        HOST + "ssl-bundle=partner",
        BUNDLE + "keystore.certificate=file:" + directory.resolve("none.pem"));
  }

  @Test
  void a_bundle_whose_file_is_no_certificate() {
    refuses(
        HOST + "ssl-bundle",
        HOST + "host=a.example",
        HOST + "ssl-bundle=partner",
        BUNDLE + "truststore.certificate=file:" + directory.resolve("garbage"));
  }

  @Test
  void a_bundle_with_a_certificate_and_no_private_key() {
    refuses(
        HOST + "ssl-bundle",
        HOST + "host=a.example",
        HOST + "ssl-bundle=partner",
        BUNDLE + "keystore.certificate=file:" + directory.resolve("client.pem"));
  }

  @Test
  void a_header_file_that_is_not_there_or_has_more_than_a_line() {
    for (String file : new String[] {"none", "two-lines"}) {
      refuses(
          HOST + "header-files.authorization",
          HOST + "host=a.example",
          HOST + "header-files.authorization=" + directory.resolve(file));
    }
  }

  @Test
  void a_header_that_is_there_twice() {
    refuses(
        HOST + "header-files.authorization",
        HOST + "host=a.example",
        HOST + "headers.Authorization=s3cret",
        HOST + "header-files.authorization=" + directory.resolve("garbage"));
  }

  @Test
  void a_header_of_the_connection_or_with_control_characters() {
    refuses(HOST + "headers", HOST + "host=a.example", HOST + "headers.webhook-id=s3cret");
    refuses(HOST + "headers", HOST + "host=a.example", HOST + "headers.host=s3cret");
    refuses(
        HOST + "headers",
        HOST + "host=a.example",
        HOST + "header-files.a=" + directory.resolve("control"));
  }

  private static void refuses(String setting, String... settings) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
        .withUserConfiguration(EgressConfiguration.class)
        .withPropertyValues(settings)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                    .hasMessageContaining(setting + " ")
                    .hasMessageNotContaining("s3cret"));
  }
}
