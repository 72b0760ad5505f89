package io.orderwire.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.processor.history.topology.SequencingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProcessorSettingsTest {

  @Test
  void defaults_are_these() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new SequencingSettings(
                "127.0.0.1:9092",
                Map.of(),
                "orderwire-processor",
                Path.of(".orderwire/processor"),
                (short) -1,
                1,
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                null));
  }

  @Test
  void any_client_setting_can_be_passed_through() {
    assertThat(
            bound(Map.of("orderwire.kafka.properties[security.protocol]", "SSL")).kafkaProperties())
        .containsExactly(Map.entry("security.protocol", "SSL"));
  }

  @Test
  void settings_that_cannot_work_are_refused() {
    assertThatThrownBy(() -> bound(Map.of("orderwire.processor.threads", "0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bound(Map.of("orderwire.processor.transaction-timeout", "50ms")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bound(Map.of("orderwire.processor.max-poll-interval", "35s")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SequencingSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("orderwire", ProcessorSettings.class)
        .toSequencing();
  }
}
