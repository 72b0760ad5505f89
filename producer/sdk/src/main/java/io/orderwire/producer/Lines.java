package io.orderwire.producer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A stream's lines: those with something undecided, and the closed ones. */
final class Lines {

  private final Map<String, Line> byPartner = new ConcurrentHashMap<>();

  /** The partner's line; it may retire before the caller holds its monitor. */
  Line of(String partnerId) {
    return byPartner.computeIfAbsent(partnerId, id -> new Line(id, byPartner));
  }

  /** Opens the partner's line; false if it was open. */
  boolean resume(String partnerId) {
    Line line = byPartner.get(partnerId);
    if (line == null) {
      return false;
    }
    synchronized (line) {
      return line.resume();
    }
  }

  int size() {
    return byPartner.size();
  }
}
