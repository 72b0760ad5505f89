package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.command.RetentionRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class RetentionSettingsTest {
  private static RetentionSettings bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("orderwire.retention", RetentionSettings.class);
  }

  @Test
  void everything_is_kept_where_nothing_is_said() {
    RetentionSettings settings = bound(Map.of());
    assertThat(settings.rules().general().keepsAll()).isTrue();
    assertThat(settings.every()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void what_is_said_is_the_rule() {
    RetentionSettings settings =
        bound(Map.of("orderwire.retention.max-age", "90d", "orderwire.retention.max-items", "5"));
    assertThat(settings.rules().general().maxAge()).hasValue(Duration.ofDays(90));
    assertThat(settings.rules().general().maxItems()).isEqualTo(OptionalLong.of(5));
  }

  @Test
  void partners_may_have_rules_of_their_own() {
    RetentionSettings settings =
        bound(
            Map.of(
                "orderwire.retention.max-age", "90d",
                "orderwire.retention.partners.acme-2_x.max-items", "5",
                "orderwire.retention.partners[a.b].max-age", "400d",
                "orderwire.retention.partners.0.keep-all", "true"));
    assertThat(settings.rules().own())
        .isEqualTo(
            Map.of(
                "acme-2_x", new RetentionRule(Optional.empty(), OptionalLong.of(5)),
                "a.b", new RetentionRule(Optional.of(Duration.ofDays(400)), OptionalLong.empty()),
                "0", new RetentionRule(Optional.empty(), OptionalLong.empty())));
  }

  @Test
  void a_partner_s_rule_that_says_nothing_or_two_things_is_refused() {
    String acme = "orderwire.retention.partners.acme.";
    for (Map<String, String> settings :
        List.of(
            Map.of(acme + "keep-all", "false"),
            Map.of(acme + "keep-all", "true", acme + "max-items", "5"))) {
      assertThatThrownBy(() -> bound(settings))
          .as("%s", settings)
          .rootCause()
          .hasMessageContaining("must have max-age, max-items or both, or else keep-all: true");
    }
    assertThatThrownBy(() -> bound(Map.of(acme + "max-items", "0")))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> bound(Map.of("orderwire.retention.partners[Acme].max-items", "1")))
        .rootCause()
        .hasMessageContaining("'Acme' is no partner id");
  }

  @Test
  void a_setting_that_is_none_ends_the_start_and_is_named() {
    for (String setting : List.of("max-itmes", "partners.a.b.max-age", "partners.acme.keep")) {
      new ApplicationContextRunner()
          .withUserConfiguration(Retaining.class)
          .withPropertyValues("orderwire.retention." + setting + "=90d")
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .rootCause()
                      .hasMessageContaining("orderwire.retention." + setting));
    }
  }

  @EnableConfigurationProperties(RetentionSettings.class)
  static class Retaining {}

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
      for (String setting : new String[] {"max-age", "partners.acme.max-age"}) {
        assertThatThrownBy(() -> bound(Map.of("orderwire.retention." + setting, age)))
            .as("%s of %s", age, setting)
            .rootCause()
            .hasMessageContaining("with a unit");
      }
    }
    assertThat(bound(Map.of("orderwire.retention.max-age", "1h")).maxAge())
        .isEqualTo(Duration.ofHours(1));
  }
}
