package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.StreamRecorder;
import io.orderwire.verify.record.WebhookRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesCheckTest {
  private final Scenario scenario = new Scenario();

  @Test
  void accepts_an_event_that_was_sent_twice_and_is_there_once() {
    scenario.acknowledged(ACME, 1, 1, 2).history(ACME, e(1), e(2));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void finds_an_event_at_two_sequences() {
    scenario.history(ACME, e(1), e(2), e(3, 1));

    assertThat(only().expected()).isEqualTo("tok-0000000000000001 as e1 alone");
  }

  @Test
  void finds_an_event_at_two_sequences_on_two_channels() {
    scenario.history(ACME, e(1), e(2)).stream(ACME, "s", e(1, 2));

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_an_item_twice_in_a_stream_across_connections() {
    StreamRecorder stream = scenario.recorder.stream(Channel.stream(ACME, "s"));
    int first = stream.connected("adapter-1", Boundary.NOTHING);
    stream.item(first, e(1));
    stream.item(first, e(2));
    stream.item(stream.connected("adapter-2", Scenario.after(1)), e(2));

    assertThat(only().seen()).isEqualTo("again, after 1 items");
  }

  @Test
  void accepts_an_item_on_two_channels() {
    scenario.history(ACME, e(1), e(2)).stream(Channel.stream(ACME, "s").from(1), e(2));

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_a_request_again_that_was_not_answered() {
    assertThat(webhook(Answer.NONE).holds()).isTrue();
  }

  @Test
  void accepts_a_request_again_that_was_refused() {
    assertThat(webhook(Answer.REFUSED).holds()).isTrue();
  }

  @Test
  void accepts_a_request_again_whose_answer_may_have_been_lost() {
    assertThat(webhook(Answer.ACCEPTED).holds()).isTrue();
  }

  @Test
  void finds_a_request_again_whose_answer_arrived() {
    assertThat(webhook(Answer.CONFIRMED).found()).isEqualTo(1);
  }

  @Test
  void accepts_a_request_that_overtook_the_answer() {
    WebhookRecorder webhook = endpoint();
    int first = webhook.arrived("adapter-1", "id-1", List.of(e(1)));
    webhook.arrived("adapter-2", "id-1", List.of(e(1)));
    webhook.answered(first, Answer.CONFIRMED);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void accepts_once_what_a_halted_adapter_was_about_to_send() {
    WebhookRecorder webhook = endpoint();
    int halt = scenario.recorder.faultBegan("pause", "adapter-1");
    arrives(webhook, "id-1", 1);
    arrives(webhook, "id-2", 2);
    scenario.recorder.faultEnded(halt);
    arrives(webhook, "id-1", 1);
    assertThat(check().holds()).isTrue();

    arrives(webhook, "id-2", 2);
    assertThat(only().expected()).isEqualTo("e2 no more");
  }

  @Test
  void finds_a_request_again_whose_answer_had_arrived_before_the_halt() {
    WebhookRecorder webhook = endpoint();
    arrives(webhook, "id-1", 1);
    scenario.recorder.faultEnded(scenario.recorder.faultBegan("pause", "adapter-1"));
    arrives(webhook, "id-1", 1);

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_a_request_again_during_another_fault() {
    WebhookRecorder webhook = endpoint();
    int fault = scenario.recorder.faultBegan("kill", "adapter-1");
    arrives(webhook, "id-1", 1);
    scenario.recorder.faultEnded(fault);
    int other = scenario.recorder.faultBegan("pause", "processor-1");
    arrives(webhook, "id-2", 2);
    scenario.recorder.faultEnded(other);
    arrives(webhook, "id-1", 1);
    arrives(webhook, "id-2", 2);

    assertThat(check().found()).isEqualTo(2);
  }

  private static void arrives(WebhookRecorder webhook, String id, int sequence) {
    webhook.answered(webhook.arrived("", id, List.of(e(sequence))), Answer.CONFIRMED);
  }

  @Test
  void finds_a_confirmed_item_in_another_batch() {
    WebhookRecorder webhook = endpoint();
    webhook.answered(webhook.arrived("", "id-1~id-2", List.of(e(1), e(2))), Answer.CONFIRMED);
    webhook.arrived("", "id-2~id-3", List.of(e(2), e(3)));

    assertThat(only().expected()).isEqualTo("e2 no more");
  }

  @Test
  void finds_an_item_twice_in_a_batch() {
    endpoint().arrived("", "id-1~id-1", List.of(e(1), e(1)));

    assertThat(only().seen()).isEqualTo("twice");
  }

  @Test
  void finds_a_confirmed_request_without_items_again() {
    WebhookRecorder webhook = endpoint();
    webhook.answered(webhook.arrived("", "msg_1", List.of()), Answer.CONFIRMED);
    webhook.arrived("", "msg_2", List.of());
    webhook.arrived("", "msg_1", List.of());

    assertThat(check().found()).isEqualTo(1);
  }

  private CheckResult webhook(Answer first) {
    WebhookRecorder webhook = endpoint();
    Item item = e(1);
    webhook.answered(webhook.arrived("adapter-1", "id-1", List.of(item)), first);
    webhook.answered(webhook.arrived("adapter-1", "id-1", List.of(item)), Answer.CONFIRMED);
    return check();
  }

  private WebhookRecorder endpoint() {
    return scenario.recorder.webhook(Channel.webhook(ACME, "endpoint", DeliveryOrder.NONE));
  }

  private Violation only() {
    CheckResult result = check();
    assertThat(result.violations()).hasSize(1);
    return result.violations().getFirst();
  }

  private CheckResult check() {
    return scenario.check(new DuplicatesCheck());
  }
}
