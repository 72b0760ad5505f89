package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TransportSettingsTest {
  @Test
  void has_the_documented_defaults() {
    assertThat(TransportSettings.DEFAULT)
        .isEqualTo(
            new TransportSettings(
                false,
                Set.of(443, 8443),
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                16,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Optional.empty()));
  }

  @Test
  void refuses_what_is_out_of_bounds() {
    assertThatThrownBy(() -> of(Set.of(0), List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Set.of(), List.of("10.0.0.1/8"), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Set.of(), List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TransportSettings of(Set<Integer> ports, List<String> networks, int threads) {
    Duration second = Duration.ofSeconds(1);
    return new TransportSettings(
        false, ports, networks, second, second, threads, second, second, second, Optional.empty());
  }
}
