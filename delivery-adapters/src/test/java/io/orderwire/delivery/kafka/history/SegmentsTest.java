package io.orderwire.delivery.kafka.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SegmentsTest {
  @Test
  void the_highest_epoch_that_begins_at_or_below_a_sequence_holds_there() {
    Segments segments = Segments.FIRST.with(1, 10).with(2, 20);
    assertThat(segments.epochAt(0)).isZero();
    assertThat(segments.epochAt(9)).isZero();
    assertThat(segments.epochAt(10)).isEqualTo(1);
    assertThat(segments.epochAt(19)).isEqualTo(1);
    assertThat(segments.epochAt(1_000)).isEqualTo(2);
    assertThat(segments.lastOfSegment(3)).isEqualTo(9);
    assertThat(segments.lastOfSegment(12)).isEqualTo(19);
    assertThat(segments.lastOfSegment(20)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_later_epoch_that_begins_earlier_voids_the_one_between() {
    Segments segments = Segments.FIRST.with(1, 10).with(2, 5);
    assertThat(segments.epochAt(4)).isZero();
    assertThat(segments.epochAt(12)).isEqualTo(2);
    assertThat(segments.firstOfSegment(12)).isEqualTo(5);
  }

  @Test
  void headers_count_in_any_order() {
    Segments segments = Segments.FIRST.with(2, 5).with(1, 10).with(0, 1);
    assertThat(segments.epochAt(12)).isEqualTo(2);
    assertThat(segments.epochAt(4)).isZero();
  }

  @Test
  void an_epoch_that_begins_at_the_first_item_voids_all_before() {
    Segments segments = Segments.FIRST.with(1, 1);
    assertThat(segments.epochAt(0)).isZero();
    assertThat(segments.epochAt(1)).isEqualTo(1);
  }
}
