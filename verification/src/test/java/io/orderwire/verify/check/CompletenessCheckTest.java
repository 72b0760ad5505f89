package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.GLOBEX;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.WebhookRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessCheckTest {
  private final Scenario scenario = new Scenario();

  @Test
  void accepts_a_history_of_all_that_was_acknowledged() {
    scenario.acknowledged(ACME, 1, 2, 3).history(ACME, e(1), e(2), e(3));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_an_event_of_unknown_outcome_in_the_history() {
    scenario.acknowledged(ACME, 1).unknown(ACME, 2).history(ACME, e(1), e(2));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_an_event_of_unknown_outcome_that_is_not_there() {
    scenario.acknowledged(ACME, 1).unknown(ACME, 2).history(ACME, e(1));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_an_empty_slot() {
    scenario.acknowledged(ACME, 1, 3).history(ACME, e(1), e(3));

    assertThat(only().expected()).isEqualTo("e2 (1 in all) in the history");
  }

  @Test
  void finds_an_acknowledged_event_that_is_not_there() {
    scenario.acknowledged(ACME, 1, 2, 3).history(ACME, e(1), e(2));

    Violation lost = only();

    assertThat(lost.expected())
        .isEqualTo("tok-0000000000000003, acknowledged as number 2 of producer-1");
    assertThat(lost.neighbours())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("> number 2")
        .endsWith("not there");
  }

  @Test
  void finds_an_acknowledged_event_in_the_history_of_another_partner_alone() {
    scenario.acknowledged(ACME, 1).history(ACME).history(GLOBEX, e(1));

    assertThat(only().partner()).isEqualTo(ACME);
  }

  @Test
  void finds_that_the_history_was_not_read() {
    scenario.acknowledged(ACME, 1);

    assertThat(only().seen()).isEqualTo("no history was read");
  }

  @Test
  void finds_an_event_that_was_never_published() {
    scenario.acknowledged(ACME, 1).history(ACME, e(1), e(2, 99));

    assertThat(only().expected()).isEqualTo("an event that was published");
  }

  @Test
  void finds_an_item_without_a_token() {
    scenario.acknowledged(ACME, 1).history(ACME, e(1), e(2, 0));

    assertThat(only().seen()).isEqualTo("e2 with no token");
  }

  @Test
  void finds_poison() {
    scenario.acknowledged(ACME, 1).poison(ACME, 66).history(ACME, e(1), e(2, 66));

    assertThat(only().seen()).isEqualTo("it is e2");
  }

  @Test
  void finds_poison_that_only_a_stream_showed() {
    scenario.acknowledged(ACME, 1).poison(ACME, 66).history(ACME, e(1));
    scenario.stream(ACME, "s", e(1), e(2, 66));

    assertThat(only().channel()).isEqualTo("stream s");
  }

  @Test
  void finds_a_stream_that_stops_before_the_end() {
    history(1, 2, 3, 4).stream(ACME, "s", e(1), e(2));

    assertThat(only().seen()).isEqualTo("without e3 to e4 (2 in all)");
  }

  @Test
  void finds_a_stream_that_shows_nothing() {
    history(1).stream(ACME, "s");

    assertThat(only().channel()).isEqualTo("stream s");
  }

  @Test
  void accepts_a_stream_that_was_stopped() {
    history(1, 2).stream(Channel.stream(ACME, "s").untilStopped(), e(1));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_a_stream_that_began_later() {
    history(1, 2, 3).stream(Channel.stream(ACME, "s").from(1), e(2), e(3));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_a_webhook_endpoint_that_took_everything() {
    history(1, 2).webhook(ACME, DeliveryOrder.ASCENDING, e(1), e(2));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_a_refused_request_that_did_not_come_again() {
    history(1, 2);
    WebhookRecorder webhook =
        scenario.recorder.webhook(Channel.webhook(ACME, "endpoint", DeliveryOrder.ASCENDING));
    request(webhook, Answer.CONFIRMED, e(1));
    request(webhook, Answer.REFUSED, e(2));

    assertThat(only().seen()).isEqualTo("without e2 (1 in all)");
  }

  private Scenario history(long... tokens) {
    Item[] items = new Item[tokens.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = e(tokens[i]);
    }
    return scenario.acknowledged(ACME, tokens).history(ACME, items);
  }

  private static void request(WebhookRecorder webhook, Answer answer, Item item) {
    webhook.answered(webhook.arrived("", Scenario.id(item.sequence()), List.of(item)), answer);
  }

  private Violation only() {
    CheckResult result = check();
    assertThat(result.violations()).hasSize(1);
    return result.violations().getFirst();
  }

  private CheckResult check() {
    return scenario.check(new CompletenessCheck());
  }
}
