package io.orderwire.verify.nemesis;

import java.util.Locale;

/**
 * A process of the system.
 *
 * @param role which kind
 * @param number which of them, from 1
 */
public record Target(Role role, int number) {

  /** The name for people, for instance {@code processor-1}. */
  @Override
  public String toString() {
    return role.name().toLowerCase(Locale.ROOT) + "-" + number;
  }
}
