package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.Rules;
import io.orderwire.schemas.EventRules;

/**
 * The version of everything that can change what a record leads to.
 *
 * @param sequencing {@link Rules#VERSION}
 * @param events {@link EventRules#VERSION}
 */
record RulesVersion(int sequencing, int events) {

  /** What this program does. */
  static final RulesVersion CURRENT = new RulesVersion(Rules.VERSION, EventRules.VERSION);

  @Override
  public String toString() {
    return sequencing + "." + events;
  }
}
