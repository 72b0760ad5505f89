package io.orderwire.processor.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.processor.history.Change.EraseSlot;
import io.orderwire.processor.history.Change.RemoveSlot;
import io.orderwire.processor.history.Change.WriteHeader;
import io.orderwire.processor.history.Command.Erase;
import io.orderwire.processor.history.Command.NewEpoch;
import io.orderwire.processor.history.Command.SlotRange;
import io.orderwire.processor.history.Command.Trim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SequencerTest {
  private static final Instant T0 = Instant.parse("2026-11-24T06:00:00Z");

  private final Partner partner = new Partner();

  @Test
  void the_first_event_opens_the_history_with_a_header_and_gets_sequence_1() {
    Appended first = (Appended) partner.append(1, "a", T0);
    assertThat(first.opening()).isEqualTo(new Header(0, 1, 1, 0));
    assertThat(first.slot()).isEqualTo(new Slot(0, 1));
    assertThat(first.recordedAt()).isEqualTo(T0);
  }

  @Test
  void the_next_event_gets_the_next_sequence_and_no_header() {
    partner.append(1, "a", T0);
    Appended second = (Appended) partner.append(2, "a", T0);
    assertThat(second.opening()).isNull();
    assertThat(second.slot()).isEqualTo(new Slot(0, 2));
  }

  @Test
  void record_time_never_goes_back() {
    partner.append(1, "a", T0);
    Appended earlier = (Appended) partner.append(2, "b", T0.minusSeconds(60));
    assertThat(earlier.recordedAt()).isEqualTo(T0);
  }

  @Test
  void the_same_id_with_the_same_content_is_a_duplicate() {
    partner.append(1, "a", T0);
    assertThat(partner.append(1, "a", T0.plusSeconds(1))).isInstanceOf(Duplicate.class);
    assertThat(partner.head.newest()).isEqualTo(1);
  }

  @Test
  void the_same_id_with_other_content_is_rejected() {
    partner.append(1, "a", T0);
    assertThat(partner.append(1, "b", T0))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.EVENT_ID_REUSED);
              assertThat(rejected.field()).isEqualTo("event_id");
            });
  }

  @Test
  void an_id_is_remembered_for_7_days_to_the_millisecond() {
    partner.append(1, "a", T0);
    Instant end = T0.plus(Duration.ofDays(7));
    assertThat(partner.decide(1, "a", end)).isInstanceOf(Duplicate.class);
    assertThat(partner.decide(1, "a", end.plusMillis(1))).isInstanceOf(Appended.class);
  }

  @Test
  void an_id_is_remembered_for_100_000_ids_whatever_their_age() {
    partner.append(1, "a", T0);
    partner.acceptOthers(Rules.WINDOW_IDS - 1, T0);
    assertThat(partner.decide(1, "a", T0)).isInstanceOf(Duplicate.class);
    partner.acceptOthers(1, T0);
    assertThat(partner.decide(1, "a", T0)).isInstanceOf(Appended.class);
  }

  @Test
  void erasing_names_each_slot_that_exists_and_skips_the_others() {
    partner.appendMany(5);
    Applied applied =
        (Applied)
            partner.apply(100, new Erase(List.of(new SlotRange(0, 4, 9), new SlotRange(7, 1, 2))));
    assertThat(applied.changes())
        .containsExactly(new EraseSlot(new Slot(0, 4)), new EraseSlot(new Slot(0, 5)));
    assertThat(applied.head().newest()).isEqualTo(5);
  }

  @Test
  void erasing_takes_at_most_10_000_slots_whether_they_exist_or_not() {
    partner.appendMany(1);
    assertInvalid(
        partner.apply(100, new Erase(List.of(new SlotRange(0, 1, 10_001)))), "command.ranges");
    assertInvalid(
        partner.apply(101, new Erase(List.of(new SlotRange(0, 1, 10_000), new SlotRange(0, 1, 1)))),
        "command.ranges");
    assertInvalid(
        partner.apply(102, new Erase(List.of(new SlotRange(0, 1, Long.MAX_VALUE)))),
        "command.ranges");
    assertThat(partner.apply(103, new Erase(List.of(new SlotRange(0, 1, 10_000)))))
        .isInstanceOf(Applied.class);
  }

  @Test
  void erasing_names_the_field_that_is_wrong() {
    assertInvalid(partner.apply(1, new Erase(List.of())), "command.ranges");
    assertInvalid(
        partner.apply(2, new Erase(List.of(new SlotRange(0, 1, 1), new SlotRange(-1, 1, 1)))),
        "command.ranges[1].epoch");
    assertInvalid(
        partner.apply(3, new Erase(List.of(new SlotRange(0, 0, 1)))),
        "command.ranges[0].first_sequence");
    assertInvalid(
        partner.apply(4, new Erase(List.of(new SlotRange(0, 2, 1)))),
        "command.ranges[0].last_sequence");
  }

  @Test
  void trimming_writes_the_header_and_removes_what_is_older() {
    partner.appendMany(5);
    Applied applied = (Applied) partner.apply(100, new Trim(3));
    assertThat(applied.changes())
        .containsExactly(
            new WriteHeader(new Header(0, 1, 3, 5)),
            new RemoveSlot(new Slot(0, 1)),
            new RemoveSlot(new Slot(0, 2)));
    assertThat(applied.head().oldest()).isEqualTo(3);
  }

  @Test
  void trimming_beyond_the_head_is_clamped_and_the_sequence_goes_on() {
    partner.appendMany(2);
    Applied applied = (Applied) partner.apply(100, new Trim(Long.MAX_VALUE));
    assertThat(applied.head().oldest()).isEqualTo(3);
    assertThat(((Appended) partner.append(50, "x", T0)).slot()).isEqualTo(new Slot(0, 3));
  }

  @Test
  void trimming_what_is_trimmed_or_was_never_there_changes_nothing() {
    assertThat(((Applied) partner.apply(100, new Trim(7))).changes()).isEmpty();
    partner.appendMany(3);
    partner.apply(101, new Trim(3));
    assertThat(((Applied) partner.apply(102, new Trim(2))).changes()).isEmpty();
    assertInvalid(partner.apply(103, new Trim(0)), "command.before_sequence");
  }

  @Test
  void trimming_takes_at_most_10_000_slots() {
    partner.appendMany(10_001);
    assertInvalid(partner.apply(90_000, new Trim(10_002)), "command.before_sequence");
    assertThat(partner.apply(90_001, new Trim(10_001))).isInstanceOf(Applied.class);
  }

  @Test
  void a_new_epoch_goes_on_at_its_first_sequence() {
    partner.appendMany(5);
    Applied applied = (Applied) partner.apply(100, new NewEpoch(4));
    assertThat(applied.changes()).containsExactly(new WriteHeader(new Header(1, 4, 1, 3)));
    assertThat(((Appended) partner.append(50, "x", T0)).slot()).isEqualTo(new Slot(1, 4));
  }

  @Test
  void an_event_whose_slot_became_void_may_be_published_again_and_an_older_one_not() {
    partner.appendMany(5);
    partner.apply(100, new NewEpoch(4));
    assertThat(partner.append(3, "content", T0)).isInstanceOf(Duplicate.class);
    assertThat(((Appended) partner.append(5, "content", T0)).slot()).isEqualTo(new Slot(1, 4));
  }

  @Test
  void a_new_epoch_starts_from_1_to_the_newest_and_one() {
    partner.appendMany(2);
    assertInvalid(partner.apply(100, new NewEpoch(0)), "command.from_sequence");
    assertInvalid(partner.apply(101, new NewEpoch(4)), "command.from_sequence");
    assertThat(partner.apply(102, new NewEpoch(3))).isInstanceOf(Applied.class);
  }

  @Test
  void a_new_epoch_of_an_empty_history_makes_the_first_event_need_no_header() {
    partner.apply(100, new NewEpoch(1));
    Appended first = (Appended) partner.append(1, "a", T0);
    assertThat(first.opening()).isNull();
    assertThat(first.slot()).isEqualTo(new Slot(1, 1));
  }

  @Test
  void erasing_and_trimming_reach_void_slots_too() {
    partner.appendMany(3);
    partner.apply(100, new NewEpoch(2));
    partner.append(50, "x", T0);
    partner.append(51, "x", T0);
    Applied erased = (Applied) partner.apply(101, new Erase(List.of(new SlotRange(0, 2, 3))));
    assertThat(erased.changes()).hasSize(2);
    Applied trimmed = (Applied) partner.apply(102, new Trim(4));
    assertThat(trimmed.changes())
        .containsExactly(
            new WriteHeader(new Header(1, 2, 4, 3)),
            new RemoveSlot(new Slot(0, 1)),
            new RemoveSlot(new Slot(0, 2)),
            new RemoveSlot(new Slot(0, 3)),
            new RemoveSlot(new Slot(1, 2)),
            new RemoveSlot(new Slot(1, 3)));
  }

  @Test
  void a_repeated_command_has_the_effect_of_one_and_a_reused_id_is_rejected() {
    partner.appendMany(3);
    partner.apply(100, new NewEpoch(2));
    assertThat(partner.apply(100, new NewEpoch(2))).isInstanceOf(Duplicate.class);
    assertThat(partner.head.epoch()).isEqualTo(1);
    assertThat(partner.apply(100, new NewEpoch(1)))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).isEqualTo(RejectionReason.EVENT_ID_REUSED));
  }

  private static void assertInvalid(CommandResult result, String field) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.INVALID);
              assertThat(Objects.requireNonNull(rejected.field())).isEqualTo(field);
            });
  }
}
