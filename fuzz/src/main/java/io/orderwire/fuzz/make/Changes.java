package io.orderwire.fuzz.make;

import java.util.LinkedHashMap;
import java.util.Map;

/** All changes that have nothing to do with what an operation is, by name. */
final class Changes {
  private Changes() {}

  static Map<String, Change> all() {
    Map<String, Change> all = new LinkedHashMap<>();
    all.putAll(Credentials.ALL);
    all.putAll(Contents.ALL);
    all.putAll(Framing.ALL);
    all.putAll(Lines.ALL);
    all.putAll(Fields.ALL);
    return all;
  }
}
