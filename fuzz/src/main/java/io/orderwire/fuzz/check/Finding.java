package io.orderwire.fuzz.check;

/**
 * Something that an answer should not be.
 *
 * @param check which rule it is against
 * @param kind what findings of this rule have in common if they have one cause
 * @param detail what was seen
 */
public record Finding(String check, String kind, String detail) {
  static Finding of(String check, String kind) {
    return new Finding(check, kind, kind);
  }
}
