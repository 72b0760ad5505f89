package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.DeliveryOrder;
import org.junit.jupiter.api.Test;

class DurabilityCheckTest {
  private final Scenario scenario = new Scenario();

  @Test
  void accepts_a_history_that_has_more_than_was_seen() {
    scenario.stream(ACME, "s", e(1), e(2)).history(ACME, e(1), e(2), e(3));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_a_seen_item_that_is_gone() {
    scenario.stream(ACME, "s", e(1), e(2)).history(ACME, e(1));

    assertThat(only().seen()).isEqualTo("no e2");
  }

  @Test
  void finds_seen_items_that_have_moved() {
    scenario.stream(ACME, "s", e(1), e(2)).history(ACME, e(1), e(2, 3), e(3, 2));

    assertThat(only().seen()).isEqualTo("there with tok-0000000000000003");
  }

  @Test
  void finds_a_delivered_item_that_is_gone_even_if_it_was_refused() {
    scenario.forgetfulWebhook(ACME, DeliveryOrder.NONE, e(2)).history(ACME, e(1));

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_that_no_history_was_read() {
    scenario.stream(ACME, "s", e(1), e(2));

    assertThat(only().seen()).isEqualTo("no history was read");
  }

  private Violation only() {
    CheckResult result = check();
    assertThat(result.violations()).hasSize(1);
    return result.violations().getFirst();
  }

  private CheckResult check() {
    return scenario.check(new DurabilityCheck());
  }
}
