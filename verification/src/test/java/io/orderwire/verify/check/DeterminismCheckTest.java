package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.GLOBEX;
import static io.orderwire.verify.check.Scenario.changed;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Rewrite;
import org.junit.jupiter.api.Test;

class DeterminismCheckTest {
  private final Scenario scenario = new Scenario();

  @Test
  void accepts_the_same_slot_on_every_channel() {
    scenario.history(ACME, e(1), e(2)).stream(ACME, "s", e(1), e(2));
    scenario.webhook(ACME, DeliveryOrder.ASCENDING, e(1), e(1), e(2));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_that_two_partners_have_other_contents() {
    scenario.history(ACME, e(1)).history(GLOBEX, e(1, 101));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_other_bytes_on_another_channel() {
    scenario.history(ACME, e(1), e(2)).stream(ACME, "s", e(1), changed(2));

    CheckResult result = check();

    assertThat(result.found()).isEqualTo(1);
    assertThat(result.violations().getFirst().expected()).endsWith(", as on history");
    assertThat(result.violations().getFirst().channel()).isEqualTo("stream s");
  }

  @Test
  void finds_other_bytes_in_a_repeated_request() {
    scenario.forgetfulWebhook(ACME, DeliveryOrder.ASCENDING, e(1), changed(1));

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_another_id() {
    Item item = e(1);
    Item renamed = new Item(item.sequence(), Fingerprint.of("other"), item.token(), item.bytes());
    scenario.history(ACME, item).stream(ACME, "s", renamed);

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void accepts_what_was_written_again_with_the_same_bytes() {
    scenario.history(ACME, e(1)).recorder.rewritten(new Rewrite(ACME, 1, 7, 7, "offset 9"));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_what_was_written_again_with_other_bytes() {
    scenario.history(ACME, e(1)).recorder.rewritten(new Rewrite(ACME, 1, 7, 8, "offset 9"));

    CheckResult result = check();

    assertThat(result.found()).isEqualTo(1);
    assertThat(result.violations().getFirst().seen()).endsWith("at offset 9");
  }

  private CheckResult check() {
    return scenario.check(new DeterminismCheck());
  }
}
