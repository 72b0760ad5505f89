package io.orderwire.verify.nemesis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The processes that there are, and how many faults each kind may have at once.
 *
 * @param counts how many of each kind there are; missing ones count as none
 * @param atOnce how many faults each kind may suffer or recover from at once, one between two of a
 *     kind being one; missing ones as {@link #of} has them
 */
public record Cluster(Map<Role, Integer> counts, Map<Role, Integer> atOnce) {

  /** Copies the maps. */
  public Cluster {
    counts = Map.copyOf(counts);
    Map<Role, Integer> limits = new EnumMap<>(Role.class);
    counts.forEach((role, count) -> limits.put(role, usual(role, count)));
    limits.putAll(atOnce);
    atOnce = Map.copyOf(limits);
  }

  /**
   * A cluster with the usual limits: a minority of the brokers, one where there are one or two; of
   * other kinds all but one, and the one where there is no other.
   */
  public static Cluster of(Map<Role, Integer> counts) {
    return new Cluster(counts, Map.of());
  }

  /** All processes. */
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (Role role : Role.values()) {
      for (int number = 1; number <= counts.getOrDefault(role, 0); number++) {
        targets.add(new Target(role, number));
      }
    }
    return targets;
  }

  /** How many faults a kind may suffer or recover from at once. */
  public int atOnce(Role role) {
    return atOnce.getOrDefault(role, 0);
  }

  private static int usual(Role role, int count) {
    return Math.max(1, role == Role.BROKER ? (count - 1) / 2 : count - 1);
  }
}
