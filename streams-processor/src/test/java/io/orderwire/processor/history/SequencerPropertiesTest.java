package io.orderwire.processor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SequencerPropertiesTest {
  private static final Instant T0 = Instant.parse("2026-11-24T06:00:00Z");

  @Property(tries = 200)
  void accepted_events_are_numbered_1_to_n_and_record_time_never_goes_back(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 20) Integer> ids,
      @ForAll @IntRange(min = -5_000, max = 5_000) int drift) {
    Partner partner = new Partner();
    List<Long> sequences = new ArrayList<>();
    Instant last = Instant.EPOCH;
    int i = 0;
    for (int id : ids) {
      Instant at = T0.plusMillis((long) drift * i++);
      if (partner.append(id, "same", at) instanceof Appended appended) {
        sequences.add(appended.slot().sequence());
        assertThat(appended.recordedAt()).isAfterOrEqualTo(last).isAfterOrEqualTo(at);
        last = appended.recordedAt();
      }
    }
    assertThat(sequences).hasSize((int) ids.stream().distinct().count());
    for (int n = 0; n < sequences.size(); n++) {
      assertThat(sequences.get(n)).isEqualTo(n + 1);
    }
  }

  @Property(tries = 200)
  void new_epochs_leave_one_live_slot_for_each_sequence(
      @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 8) Integer> froms) {
    Partner partner = new Partner();
    long id = 1;
    for (int from : froms) {
      partner.append(id++, "x", T0);
      partner.append(id++, "x", T0);
      CommandResult _ = partner.apply(id++, new Command.NewEpoch(from));
      partner.append(id++, "x", T0);
    }
    for (long sequence = 1; sequence <= partner.head.newest(); sequence++) {
      int live = 0;
      for (Span span : partner.head.spans()) {
        boolean written = span.first() <= sequence && sequence <= span.last();
        if (written && !partner.head.isVoid(new Slot(span.epoch(), sequence))) {
          live++;
        }
      }
      assertThat(live).isEqualTo(1);
    }
  }
}
