package io.orderwire.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots source = new Slots();
  private final Slots target = new Slots();

  @Test
  void the_same_slots_are_the_same_in_whatever_order_and_however_often_they_come() {
    fill(source, "acme", 0, 1, 40);
    for (long sequence = 40; sequence >= 1; sequence--) {
      target.put("acme", 0, sequence, 7);
      target.put("acme", 0, sequence, sequence);
    }
    assertThat(source.differences(target)).isEmpty();
    assertThat(target.count()).isEqualTo(40);
    assertThat(target.partners()).isEqualTo(1);
  }

  @Test
  void one_that_is_missing_or_other_is_named() {
    fill(source, "acme", 0, 1, 40);
    fill(target, "acme", 0, 1, 39);
    fill(source, "zeta", 0, 1, 3);
    fill(target, "zeta", 0, 1, 3);
    target.put("zeta", 0, 2, 77);
    assertThat(source.differences(target))
        .containsExactly("acme, epoch 0, sequence 40", "zeta, epoch 0, sequence 2");
    assertThat(target.differences(source)).hasSize(2);
  }

  @Test
  void a_partner_that_is_missing_is_named() {
    fill(source, "acme", 0, 1, 2);
    assertThat(source.differences(target)).containsExactly("acme, epoch 0, sequence 1");
    assertThat(target.differences(source)).containsExactly("acme, epoch 0, sequence 1");
  }

  @Test
  void what_was_removed_is_as_if_it_had_never_been() {
    fill(source, "acme", 0, 1, 40);
    LongStream.rangeClosed(1, 10).forEach(sequence -> source.put("acme", 0, sequence, 0));
    fill(target, "acme", 0, 11, 40);
    assertThat(source.differences(target)).isEmpty();
    assertThat(source.count()).isEqualTo(30);
  }

  @Test
  void gaps_are_found_but_where_items_were_trimmed() {
    fill(source, "acme", 0, 11, 40);
    assertThat(source.gaps()).containsExactly("acme, epoch 0, sequence 1");
    source.oldest("acme", 11);
    assertThat(source.gaps()).isEmpty();
    source.put("acme", 0, 42, 42);
    assertThat(source.gaps()).containsExactly("acme, epoch 0, sequence 41");
  }

  @Test
  void a_later_epoch_begins_where_it_begins() {
    fill(source, "acme", 0, 1, 40);
    source.put("acme", 1, 0, 5);
    fill(source, "acme", 1, 31, 60);
    assertThat(source.gaps()).isEmpty();
  }

  private static void fill(Slots slots, String partner, int epoch, long from, long to) {
    LongStream.rangeClosed(from, to)
        .forEach(sequence -> slots.put(partner, epoch, sequence, sequence));
  }
}
