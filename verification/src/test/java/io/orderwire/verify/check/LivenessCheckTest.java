package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.Answer;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.PollRecorder;
import io.orderwire.verify.record.StreamRecorder;
import io.orderwire.verify.record.WebhookRecorder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessCheckTest {
  private static final Duration TOO_LONG = Duration.ofSeconds(12);
  private static final Duration ALMOST = Duration.ofSeconds(8);

  private final Scenario scenario = new Scenario();
  private final PollRecorder walk = scenario.recorder.poll(Channel.walk(ACME, "walk"));
  private final StreamRecorder stream = scenario.recorder.stream(Channel.stream(ACME, "stream"));
  private final int connection = stream.connected("", Boundary.NOTHING);
  private final WebhookRecorder webhook =
      scenario.recorder.webhook(Channel.webhook(ACME, "ordered", DeliveryOrder.ASCENDING));

  @Test
  void finds_a_stream_that_stands_still_while_a_walk_goes_on() {
    walked(1);
    streamed(1);
    walked(2);
    scenario.passTime(TOO_LONG);
    streamed(2);

    CheckResult result = check();

    assertThat(result.found()).isEqualTo(1);
    assertThat(result.violations().getFirst().channel()).isEqualTo("stream");
    assertThat(result.violations().getFirst().seen()).startsWith("nothing for 12.0");
  }

  @Test
  void finds_a_channel_on_which_nothing_has_come_before() {
    walked(1);
    scenario.passTime(TOO_LONG);
    streamed(1);

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void finds_an_endpoint_that_is_not_asked_again() {
    walked(1);
    delivered(1, Answer.REFUSED);
    scenario.passTime(TOO_LONG);
    delivered(1, Answer.ACCEPTED);

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void a_while_is_no_standstill() {
    walked(1);
    scenario.passTime(ALMOST);
    streamed(1);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void who_is_far_behind_and_goes_on_does_not_stand_still() {
    walked(1, 2, 3);
    for (long sequence = 1; sequence <= 3; sequence++) {
      scenario.passTime(ALMOST);
      streamed(sequence);
    }

    assertThat(check().holds()).isTrue();
  }

  @Test
  void what_nobody_has_need_not_come() {
    walked(1);
    streamed(1);
    scenario.passTime(TOO_LONG);
    walked(2);
    streamed(2);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void requests_that_are_refused_are_no_standstill() {
    walked(1);
    scenario.passTime(ALMOST);
    delivered(1, Answer.REFUSED);
    scenario.passTime(ALMOST);
    delivered(1, Answer.ACCEPTED);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void a_fault_excuses_while_it_lasts_and_half_a_minute_longer() {
    walked(1);
    scenario.passTime(Duration.ofSeconds(5));
    int fault = scenario.recorder.faultBegan("kill", "adapter-1");
    scenario.passTime(Duration.ofSeconds(20));
    scenario.recorder.faultEnded(fault);
    scenario.passTime(Duration.ofSeconds(35));
    streamed(1);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void a_fault_excuses_no_longer() {
    walked(1);
    scenario.recorder.faultEnded(scenario.recorder.faultBegan("kill", "adapter-1"));
    scenario.passTime(LivenessCheck.RECOVERY.plus(TOO_LONG));
    streamed(1);

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void an_endpoint_that_is_paused_may_stand_still() {
    walked(1);
    int rest = scenario.recorder.restBegan(ACME, "ordered");
    scenario.passTime(TOO_LONG);
    scenario.recorder.restEnded(rest);
    delivered(1, Answer.ACCEPTED);

    assertThat(check().holds()).isTrue();
  }

  @Test
  void another_endpoints_pause_excuses_nothing() {
    walked(1);
    int rest = scenario.recorder.restBegan(ACME, "unordered");
    scenario.passTime(TOO_LONG);
    scenario.recorder.restEnded(rest);
    delivered(1, Answer.ACCEPTED);

    assertThat(check().found()).isEqualTo(1);
  }

  @Test
  void nothing_comes_where_the_machine_stands_still() {
    walked(1);
    scenario.passTime(TOO_LONG);
    scenario.recorder.stoodStill(TOO_LONG);
    streamed(1);

    assertThat(check().holds()).isTrue();
  }

  private void walked(long... sequences) {
    for (long sequence : sequences) {
      walk.page("", Boundary.NOTHING, Scenario.id(sequence), List.of(e(sequence)));
    }
  }

  private void streamed(long sequence) {
    stream.item(connection, e(sequence));
  }

  private void delivered(long sequence, Answer answer) {
    webhook.answered(webhook.arrived("", Scenario.id(sequence), List.of(e(sequence))), answer);
  }

  private CheckResult check() {
    return scenario.check(new LivenessCheck());
  }
}
