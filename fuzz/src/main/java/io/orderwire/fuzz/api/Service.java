package io.orderwire.fuzz.api;

import java.util.Locale;

/** Who is described. */
public enum Service {
  /** The partners' API of an adapter. */
  PARTNER('p'),
  /** The operators' API of an adapter. */
  OPERATOR('o'),
  /** The producers' API. */
  PRODUCER('i');

  private final char letter;

  Service(char letter) {
    this.letter = letter;
  }

  /** Its letter in the table of errors. */
  public char letter() {
    return letter;
  }

  /** Its name in file names and reports. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
