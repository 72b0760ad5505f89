package io.orderwire.verify.check;

import java.time.Duration;
import java.util.List;

/**
 * A guarantee did not hold.
 *
 * @param check the guarantee
 * @param partner whose history it is about
 * @param channel where it was seen
 * @param at when, since the run began
 * @param expected what should have been
 * @param seen what was
 * @param neighbours what is around it on the channel, the place itself marked
 * @param faults the faults that were nearest in time
 */
public record Violation(
    String check,
    String partner,
    String channel,
    Duration at,
    String expected,
    String seen,
    List<String> neighbours,
    List<String> faults) {

  /** Copies the lists. */
  public Violation {
    neighbours = List.copyOf(neighbours);
    faults = List.copyOf(faults);
  }

  /** The account for people, of several lines. */
  public String describe() {
    StringBuilder text = new StringBuilder(512);
    text.append(check).append(": partner ").append(partner).append(", ").append(channel);
    text.append(", at ").append(Describe.time(at)).append('\n');
    text.append("  expected ").append(expected).append('\n');
    text.append("  seen     ").append(seen).append('\n');
    neighbours.forEach(line -> text.append("    ").append(line).append('\n'));
    faults.forEach(line -> text.append("  fault    ").append(line).append('\n'));
    return text.toString();
  }
}
