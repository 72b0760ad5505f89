package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

final class HistorySettingsTest {
  private static HistorySettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("orderwire.delivery.history", Bindable.of(HistorySettings.class));
  }

  @Test
  void the_defaults_stay_as_documented() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new HistorySettings(
                "orderwire-adapters",
                1,
                0,
                Duration.ofSeconds(6),
                DataSize.ofMegabytes(96),
                DataSize.ofMegabytes(48),
                Duration.ofSeconds(30),
                null,
                Duration.ofSeconds(15),
                Duration.ofHours(24),
                null));
  }

  @Test
  void refuses_an_address_that_is_none() {
    assertThatThrownBy(() -> bound(Map.of("orderwire.delivery.history.address", "host")))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("host:port");
  }

  @Test
  void refuses_what_makes_no_sense() {
    assertThatThrownBy(() -> bound(Map.of("orderwire.delivery.history.threads", "0")))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("threads must be at least 1");
    assertThatThrownBy(() -> bound(Map.of("orderwire.delivery.history.owner-wait", "26s")))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("owner-wait must be from 0 to 25 s");
    assertThatThrownBy(() -> bound(Map.of("orderwire.delivery.history.leftovers-for", "0s")))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("leftovers-for must be at least 1 s");
  }
}
