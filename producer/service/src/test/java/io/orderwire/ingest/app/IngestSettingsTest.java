package io.orderwire.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class IngestSettingsTest {

  @Test
  void pins_the_defaults() {
    Map<String, String> given = Map.of("orderwire.ingest.keys-file", "/keys");

    assertThat(
            new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("orderwire.ingest", IngestSettings.class))
        .isEqualTo(
            new IngestSettings(
                Path.of("/keys"),
                DataSize.ofMegabytes(4),
                1_000,
                512,
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(30),
                4_096,
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3)));
  }
}
