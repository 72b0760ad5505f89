package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CatchUpTest {
  private OpenedHistory opened;
  private CatchUp catchUp;

  @BeforeEach
  void takeOn() {
    opened = new OpenedHistory();
    catchUp = new CatchUp(opened.partitions);
    catchUp.activated(PARTITION);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private boolean isReady() {
    return opened.partitions.isReady(PARTITION);
  }

  @Test
  void is_not_ready_before_the_end_is_known() {
    catchUp.position(PARTITION, 0);
    assertThat(isReady()).isFalse();
    assertThat(catchUp.withoutTarget()).containsExactly(PARTITION);
  }

  @Test
  void an_empty_partition_is_ready_at_once() {
    catchUp.target(PARTITION, 0);
    catchUp.position(PARTITION, 0);
    assertThat(isReady()).isTrue();
  }

  @Test
  void is_ready_only_when_what_was_handed_out_is_shown() {
    catchUp.target(PARTITION, 10);
    catchUp.handedOut(PARTITION, 8);
    catchUp.position(PARTITION, 10);
    assertThat(isReady()).isFalse();
    catchUp.shown(PARTITION, 7);
    assertThat(isReady()).isFalse();
    catchUp.shown(PARTITION, 8);
    assertThat(isReady()).isTrue();
  }

  @Test
  void a_transactions_marker_at_the_end_needs_no_record() {
    catchUp.target(PARTITION, 10);
    catchUp.handedOut(PARTITION, 8);
    catchUp.shown(PARTITION, 8);
    catchUp.position(PARTITION, 9);
    assertThat(isReady()).isFalse();
    catchUp.position(PARTITION, 10);
    assertThat(isReady()).isTrue();
  }

  @Test
  void all_is_shown_before_an_offset_once_the_record_before_it_is() {
    catchUp.target(PARTITION, 0);
    catchUp.position(PARTITION, 0);
    assertThat(catchUp.hasShown(PARTITION, 0)).isTrue();
    assertThat(catchUp.hasShown(PARTITION, 10)).isFalse();
    catchUp.handedOut(PARTITION, 12);
    catchUp.position(PARTITION, 13);
    assertThat(catchUp.hasShown(PARTITION, 10)).isFalse();
    catchUp.shown(PARTITION, 9);
    assertThat(catchUp.hasShown(PARTITION, 10)).isTrue();
  }

  @Test
  void all_is_shown_before_an_offset_behind_a_marker_once_the_position_is_there() {
    catchUp.target(PARTITION, 0);
    catchUp.position(PARTITION, 0);
    catchUp.handedOut(PARTITION, 8);
    catchUp.shown(PARTITION, 8);
    catchUp.position(PARTITION, 9);
    assertThat(catchUp.hasShown(PARTITION, 10)).isFalse();
    catchUp.position(PARTITION, 10);
    assertThat(catchUp.hasShown(PARTITION, 10)).isTrue();
  }

  @Test
  void nothing_counts_as_shown_of_a_partition_that_is_not_owned_or_catches_up() {
    assertThat(catchUp.hasShown(PARTITION, 0)).isFalse();
    catchUp.target(PARTITION, 0);
    catchUp.position(PARTITION, 0);
    catchUp.deactivated(PARTITION);
    assertThat(catchUp.hasShown(PARTITION, 0)).isFalse();
  }

  @Test
  void a_partition_that_was_given_up_and_taken_on_again_catches_up_anew() {
    catchUp.target(PARTITION, 0);
    catchUp.position(PARTITION, 0);
    catchUp.deactivated(PARTITION);
    assertThat(isReady()).isFalse();
    catchUp.activated(PARTITION);
    assertThat(isReady()).isFalse();
    catchUp.target(PARTITION, 5);
    catchUp.position(PARTITION, 5);
    assertThat(isReady()).isTrue();
  }
}
