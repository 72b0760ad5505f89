package io.orderwire.delivery.command;

import java.util.Map;

/**
 * How much of each history is kept.
 *
 * @param general for partners without a rule of their own
 * @param own whole rules of partners, by partner id: of the general one, nothing holds for these
 */
public record RetentionRules(RetentionRule general, Map<String, RetentionRule> own) {
  /** Copies the map. */
  public RetentionRules {
    own = Map.copyOf(own);
  }

  /** Whether everything is kept of every history. */
  public boolean keepsAll() {
    return general.keepsAll() && own.values().stream().allMatch(RetentionRule::keepsAll);
  }

  RetentionRule of(String partnerId) {
    return own.getOrDefault(partnerId, general);
  }
}
