package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ConnectionSettingsTest {
  private static ConnectionSettings bound(Map<String, String> given) {
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("orderwire.connections", ConnectionSettings.class);
  }

  @Test
  void have_the_defaults_that_docs_security_names() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new ConnectionSettings(
                1_000,
                2_000,
                List.of("127.0.0.0/8", "::1"),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                DataSize.ofKilobytes(1),
                Duration.ofHours(1),
                new ConnectionSettings.Http2(128, 128)));
  }

  @ParameterizedTest
  @CsvSource({
    "per-address, 0",
    "requests-per-address, 0",
    "unbounded-from, example.org",
    "header, 0s",
    "body, -1s",
    "answer, 0s",
    "answer-rate, 0B",
    "max-age, 0s",
    "http2.streams, 0",
    "http2.events-per-second, 0"
  })
  void that_would_let_nobody_in_or_mean_nothing_end_the_start(String name, String value) {
    Map<String, String> given = Map.of("orderwire.connections." + name, value);
    assertThatThrownBy(() -> bound(given)).isInstanceOf(BindException.class);
  }
}
