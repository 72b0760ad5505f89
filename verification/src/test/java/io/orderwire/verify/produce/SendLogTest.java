package io.orderwire.verify.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Outcome;
import io.orderwire.verify.record.PublishedEvent;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.workload.Expectation;
import io.orderwire.verify.workload.Payload;
import io.orderwire.verify.workload.Send;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SendLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);
  private final Progress progress = new Progress(List.of("acme"));
  private final SendLog log = new SendLog(recorder, progress, "p");

  @Test
  void a_reused_event_id_waits_for_its_original_to_be_acknowledged() {
    Send reused = send(Expectation.EVENT_ID_REUSED, 2, 1);
    assertThat(log.maySend(reused)).isFalse();
    SendLog.Attempt original = log.sending(send(Expectation.APPENDED, 1, 0));
    assertThat(log.maySend(reused)).isFalse();
    original.acknowledged();
    assertThat(log.maySend(reused)).isTrue();
  }

  @Test
  void a_duplicate_may_be_sent_in_any_case() {
    assertThat(log.maySend(send(Expectation.DUPLICATE, 1, 1))).isTrue();
  }

  @Test
  void goes_on_under_a_new_name_behind_a_failure_and_under_one_behind_several() {
    SendLog.Attempt one = log.sending(send(Expectation.APPENDED, 1, 0));
    SendLog.Attempt two = log.sending(send(Expectation.APPENDED, 2, 0));
    one.failed();
    two.failed();
    SendLog.Attempt three = log.sending(send(Expectation.APPENDED, 3, 0));
    assertThat(three.generation()).isEqualTo(2);
    assertThat(event(2).producer()).isEqualTo("p#1");
    assertThat(event(3).producer()).isEqualTo("p#2");
  }

  @Test
  void records_outcomes() {
    log.sending(send(Expectation.APPENDED, 1, 0)).acknowledged();
    log.sending(send(Expectation.APPENDED, 2, 0)).failed();
    log.sending(send(Expectation.INVALID, 3, 0)).acknowledged();
    assertThat(event(1).outcome()).isEqualTo(Outcome.ACKNOWLEDGED);
    assertThat(event(2).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(event(3).outcome()).isEqualTo(Outcome.MUST_BE_REJECTED);
  }

  @Test
  void nobody_waits_for_what_has_to_be_rejected() {
    log.sending(send(Expectation.KEY_MISMATCH, 3, 0)).acknowledged();
    assertThat(progress.isComplete()).isTrue();
  }

  private PublishedEvent event(long token) {
    return Objects.requireNonNull(recorder.recording().events().find(token));
  }

  static Send send(Expectation expectation, long token, long original) {
    OrderEvent event =
        new OrderEvent(
            new UUID(1, token), "acme", "o-1", Instant.EPOCH, new OrderCancelled("system", "x"));
    return new Send(
        token,
        Duration.ZERO,
        "acme",
        "acme",
        new Payload.Event(event),
        expectation,
        token,
        original);
  }
}
