package io.orderwire.delivery.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.ItemIds.Decoded;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

final class ItemIdsTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  @Example
  void ids_that_partners_have_stored_stay_the_same() {
    assertThat(ItemIds.encode("acme", new Position(0, 0)))
        .isEqualTo("AQAAAAAAAAAAAAAAANA1R0gPUZAs");
    assertThat(ItemIds.encode("acme", new Position(0, 42)))
        .isEqualTo("AQAAAAAAAAAAAAAAKlTUYzQpOfAy");
    assertThat(ItemIds.encode("blue-bottle.eu", new Position(3, 9_000_000_000L)))
        .isEqualTo("AQAAAAMAAAACGHEaAEFjIJLwC2dP");
  }

  @Property
  void an_id_decodes_to_its_position(
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 64) String partner,
      @ForAll @IntRange(min = 0) int epoch,
      @ForAll @LongRange(min = 0) long sequence) {
    Position position = new Position(epoch, sequence);
    String id = ItemIds.encode(partner, position);
    assertThat(id).hasSize(ItemIds.LENGTH).matches("[A-Za-z0-9_-]{1,32}");
    assertThat(ItemIds.decode(partner, id)).isEqualTo(new Decoded.Valid(position));
  }

  @Property
  void another_partners_id_is_invalid(
      @ForAll @CharRange(from = 'a', to = 'e') @StringLength(min = 1, max = 3) String partner,
      @ForAll @CharRange(from = 'a', to = 'e') @StringLength(min = 1, max = 3) String other,
      @ForAll @LongRange(min = 0, max = 1000) long sequence) {
    Assume.that(!partner.equals(other));
    String id = ItemIds.encode(partner, new Position(0, sequence));
    assertThat(ItemIds.decode(other, id)).isEqualTo(new Decoded.Invalid());
  }

  @Property
  void one_changed_character_makes_an_id_invalid(
      @ForAll @LongRange(min = 0) long sequence,
      @ForAll @IntRange(min = 0, max = ItemIds.LENGTH - 1) int at,
      @ForAll @IntRange(min = 1, max = 63) int shift) {
    String id = ItemIds.encode("acme", new Position(0, sequence));
    char other = ALPHABET.charAt((ALPHABET.indexOf(id.charAt(at)) + shift) % 64);
    String changed = id.substring(0, at) + other + id.substring(at + 1);
    assertThat(ItemIds.decode("acme", changed)).isEqualTo(new Decoded.Invalid());
  }

  @Property
  void what_is_no_id_is_invalid(@ForAll String text) {
    assertThat(ItemIds.decode("acme", text)).isEqualTo(new Decoded.Invalid());
  }

  @Property
  void a_cut_or_lengthened_id_is_invalid(@ForAll @IntRange(min = 0, max = 27) int length) {
    String id = ItemIds.encode("acme", new Position(0, 7));
    assertThat(ItemIds.decode("acme", id.substring(0, length))).isEqualTo(new Decoded.Invalid());
    assertThat(ItemIds.decode("acme", id + id.substring(0, length + 1)))
        .isEqualTo(new Decoded.Invalid());
    assertThat(ItemIds.decode("acme", id + "=")).isEqualTo(new Decoded.Invalid());
  }

  @Example
  void negative_numbers_with_a_right_check_are_invalid() {
    assertThat(ItemIds.decode("acme", "Af____8AAAAAAAAABxlTGe7V-7PZ"))
        .isEqualTo(new Decoded.Invalid());
  }
}
