package io.orderwire.fuzz.make;

/** A header field, in {@link Bytes}. */
record Field(String name, String value) {
  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
