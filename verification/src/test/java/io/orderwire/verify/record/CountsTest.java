package io.orderwire.verify.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountsTest {
  private static final Item ITEM = new Item(1, 2, 3, 4);

  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);

  @Test
  void an_event_counts_once_and_each_of_its_sends() {
    ProducerRecorder producer = recorder.producer("p");
    producer.sending("acme", 7, 70);
    producer.acknowledged(producer.sending("acme", 7, 70));
    producer.poison("acme", 8);
    producer.poison("acme", Token.NONE);

    Counts counts = recorder.recording().counts();

    assertThat(counts.sends()).isEqualTo(4);
    assertThat(counts.events())
        .isEqualTo(Map.of(Outcome.ACKNOWLEDGED, 1L, Outcome.MUST_BE_REJECTED, 1L));
  }

  @Test
  void an_item_counts_whenever_it_came() {
    PollRecorder walk = recorder.poll(Channel.walk("acme", "w"));
    walk.page("", Boundary.NOTHING, "c", List.of(ITEM, ITEM));
    walk.failed("", Boundary.NOTHING, 503, "no_owner");

    Counts counts = recorder.recording().counts();

    assertThat(counts.items()).isEqualTo(Map.of(ChannelKind.WALK, 2L));
    assertThat(counts.exchanges()).isEqualTo(2);
  }

  @Test
  void describes_itself_in_lines() {
    recorder.producer("p").sending("acme", 7, 70);
    recorder.faultBegan("kill", "adapter-1");
    recorder.faultBegan("kill", "adapter-2");

    assertThat(recorder.recording().counts().describe())
        .matches("(?s).*events unknown +1\n.*items by webhook +0\n.*faults: kill +2\n");
  }
}
