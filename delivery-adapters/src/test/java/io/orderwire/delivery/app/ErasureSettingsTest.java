package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ErasureSettingsTest {
  private static ErasureSettings bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("orderwire.erasure", ErasureSettings.class);
  }

  @Test
  void what_is_erased_may_stay_for_30_days_where_nothing_is_said() {
    assertThat(bound(Map.of()).deadline()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void a_deadline_that_is_none_is_refused() {
    assertThatThrownBy(() -> bound(Map.of("orderwire.erasure.deadline", "0")))
        .rootCause()
        .hasMessageContaining("must be positive");
  }
}
