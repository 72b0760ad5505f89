package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RetentionSettingsTest {
  private static RetentionSettings bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("orderwire.retention", RetentionSettings.class);
  }

  @Test
  void everything_is_kept_where_nothing_is_said() {
    RetentionSettings settings = bound(Map.of());
    assertThat(settings.rule().keepsAll()).isTrue();
    assertThat(settings.every()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void what_is_said_is_the_rule() {
    RetentionSettings settings =
        bound(Map.of("orderwire.retention.max-age", "90d", "orderwire.retention.max-items", "5"));
    assertThat(settings.rule().maxAge()).hasValue(Duration.ofDays(90));
    assertThat(settings.rule().maxItems()).isEqualTo(OptionalLong.of(5));
  }

  @Test
  void what_makes_no_sense_is_refused() {
    for (String setting : new String[] {"max-items", "max-age", "every"}) {
      assertThatThrownBy(() -> bound(Map.of("orderwire.retention." + setting, "0")))
          .as(setting)
          .rootCause()
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Such as days of which the unit was forgotten. */
  @Test
  void so_short_an_age_that_it_must_be_a_slip_is_refused() {
    for (String age : new String[] {"90", "90s", "59m"}) {
      assertThatThrownBy(() -> bound(Map.of("orderwire.retention.max-age", age)))
          .as(age)
          .rootCause()
          .hasMessageContaining("with a unit");
    }
    assertThat(bound(Map.of("orderwire.retention.max-age", "1h")).maxAge())
        .isEqualTo(Duration.ofHours(1));
  }
}
