package io.orderwire.processes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * With what parts can be harmed from outside.
 *
 * @param network whether each pair of parts has a {@link Link}
 * @param disks whether parts that keep files have a {@link Disk} of their own
 * @param clocks whether they have a {@link Clock} of their own
 */
public record Exposure(boolean network, boolean disks, boolean clocks) {
  /** With nothing but signals. */
  public static final Exposure NONE = new Exposure(false, false, false);

  /**
   * What one part has of it.
   *
   * @param jvmOptions options of its JVM
   * @param disk where it keeps its files
   * @param clock what it sees
   */
  record Of(List<String> jvmOptions, Optional<Disk> disk, Optional<Clock> clock) {
    static final Of NOTHING = new Of(List.of(), Optional.empty(), Optional.empty());

    Of {
      jvmOptions = List.copyOf(jvmOptions);
    }

    Map<String, String> environment() {
      return clock.map(Clock::environment).orElse(Map.of());
    }
  }
}
