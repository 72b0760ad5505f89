package io.orderwire.verify.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress(List.of("acme", "globex"));
  private final ChannelProgress walk = progress.channel("acme", ChannelKind.WALK);
  private final ChannelProgress stream = progress.channel("acme", ChannelKind.STREAM);

  @Test
  void is_complete_when_nothing_was_acknowledged() {
    assertThat(progress.isComplete()).isTrue();
  }

  @Test
  void is_complete_when_each_channel_has_each_acknowledged_event() {
    progress.acknowledged("acme", 77);
    assertThat(progress.isComplete()).isFalse();
    walk.seen(item(1, 77));
    assertThat(progress.isComplete()).isFalse();
    stream.seen(item(1, 77));
    assertThat(progress.isComplete()).isTrue();
  }

  @Test
  void waits_on_each_channel_for_what_another_has_though_nobody_acknowledged_it() {
    walk.seen(item(1, 77));
    assertThat(progress.isComplete()).isFalse();
  }

  @Test
  void takes_an_acknowledgement_behind_the_sighting_and_a_second_one() {
    walk.seen(item(1, 77));
    stream.seen(item(1, 77));
    progress.acknowledged("acme", 77);
    progress.acknowledged("acme", 77);
    assertThat(progress.isComplete()).isTrue();
  }

  @Test
  void a_gap_is_not_complete_though_the_newest_has_come() {
    walk.seen(item(1, 77));
    walk.seen(item(2, 78));
    stream.seen(item(2, 78));
    assertThat(progress.isComplete()).isFalse();
    assertThat(progress.describeMissing()).containsExactly("acme: stream has 1 of 2");
  }

  @Test
  void moves_when_something_new_comes_and_not_with_a_repeat() {
    long before = progress.moves();
    walk.seen(item(1, 77));
    long after = progress.moves();
    walk.seen(item(1, 77));
    assertThat(after).isGreaterThan(before);
    assertThat(progress.moves()).isEqualTo(after);
  }

  @Test
  void says_how_far_it_is() {
    progress.sent();
    progress.sent();
    progress.acknowledged("acme", 77);
    progress.failed();
    walk.seen(item(1, 77));
    assertThat(progress.describe())
        .isEqualTo("sent 2, acknowledged 1, failed 1; seen: walk 1, stream 0, webhook 0");
  }

  @Test
  void knows_no_other_partners() {
    assertThatThrownBy(() -> progress.acknowledged("initech", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Item item(long sequence, long token) {
    return new Item(sequence, sequence, token, 1);
  }
}
