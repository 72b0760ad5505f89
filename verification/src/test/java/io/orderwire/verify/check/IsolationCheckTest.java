package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.GLOBEX;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.DeliveryOrder;
import org.junit.jupiter.api.Test;

class IsolationCheckTest {
  private final Scenario scenario =
      new Scenario().acknowledged(ACME, 1, 2).acknowledged(GLOBEX, 101, 102);

  @Test
  void accepts_partners_that_see_their_own_events() {
    scenario.history(ACME, e(1), e(2)).history(GLOBEX, e(1, 101), e(2, 102));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_an_event_of_another_partner_in_a_stream() {
    scenario.stream(ACME, "s", e(1), e(2, 102));

    CheckResult result = check();

    assertThat(result.found()).isEqualTo(1);
    assertThat(result.violations().getFirst().seen()).isEqualTo("e2 with an event of globex");
  }

  @Test
  void finds_an_event_of_another_partner_at_a_webhook_endpoint() {
    scenario.webhook(GLOBEX, DeliveryOrder.NONE, e(1, 1));

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_poison_of_another_partner() {
    scenario.poison(ACME, 66).history(GLOBEX, e(1, 66));

    assertThat(check().found()).isEqualTo(1);
  }

  private CheckResult check() {
    return scenario.check(new IsolationCheck());
  }
}
