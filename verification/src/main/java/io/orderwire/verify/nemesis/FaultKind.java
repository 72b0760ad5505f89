package io.orderwire.verify.nemesis;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be done to the system. */
public enum FaultKind {
  /** SIGKILL, and a start when the fault is over. */
  KILL(0, 20, Victims.ALL),
  /** SIGSTOP, and SIGCONT when the fault is over; long ones outlast sessions and leases. */
  PAUSE(1, 60, Victims.ALL),
  /** SIGTERM, and a start when the fault is over, as a rolling deploy does. */
  RESTART(0, 10, Victims.ALL),
  /** As {@link #RESTART}, of all processes of a kind, one after the other. */
  ROLLING_RESTART(0, 5, Victims.WITH_FILES),
  /** Nothing passes between two processes. */
  PARTITION(2, 45, Victims.ALL),
  /** What a process sends and is sent takes longer. */
  DELAY(5, 60, Victims.ALL),
  /** Some of what a process sends and is sent is lost, and sent again. */
  LOSS(5, 60, Victims.ALL),
  /** Nothing can be written where a process keeps its files. */
  DISK_FULL(5, 30, Victims.WITH_FILES),
  /** Where a process keeps its files, writing stands still again and again. */
  SLOW_DISK(5, 60, Victims.WITH_FILES),
  /** A process's clock jumps, and jumps back when the fault is over. */
  CLOCK_JUMP(5, 60, Victims.WITH_FILES),
  /** SIGKILL, the state directory deleted, and a start when the fault is over. */
  STATE_LOSS(0, 10, Victims.WITH_STATE),
  /** SIGKILL, a file of the state directory damaged, and a start when the fault is over. */
  STATE_DAMAGE(0, 10, Victims.WITH_STATE),
  /** SIGKILL when something was written to Kafka and is not committed, and a start. */
  KILL_AT_COMMIT(0, 10, Victims.WITH_STATE),
  /** SIGKILL when a webhook request is not answered, or its answer is not read, and a start. */
  KILL_AT_DELIVERY(0, 10, Victims.ADAPTERS),
  /** SIGKILL, a start, SIGKILL while the state is read from Kafka, and a start. */
  KILL_IN_RESTORE(0, 10, Victims.WITH_STATE),
  /** As {@link #KILL}, of the broker that is the active controller at that time. */
  KILL_CONTROLLER(0, 20, Victims.BROKERS),
  /** As {@link #PAUSE}, of the broker that is the active controller at that time. */
  PAUSE_CONTROLLER(1, 60, Victims.BROKERS);

  private static final String ALL = "all";

  private final Duration shortest;
  private final Duration longest;
  private final Victims victims;

  FaultKind(int shortestSeconds, int longestSeconds, Victims victims) {
    this.shortest = Duration.ofSeconds(shortestSeconds);
    this.longest = Duration.ofSeconds(longestSeconds);
    this.victims = victims;
  }

  /** The name in {@code --faults}, for instance {@code disk-full}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The shortest time that it lasts. */
  public Duration shortest() {
    return shortest;
  }

  /** The longest time that it lasts. */
  public Duration longest() {
    return longest;
  }

  /** Whether it is done to processes of this kind. */
  public boolean isFor(Role role) {
    return switch (victims) {
      case ALL -> true;
      case WITH_FILES -> role == Role.BROKER || hasState(role);
      case WITH_STATE -> hasState(role);
      case ADAPTERS -> role == Role.ADAPTER;
      case BROKERS -> role == Role.BROKER;
    };
  }

  /** Whether it is done to a disk. */
  public boolean needsDisk() {
    return this == DISK_FULL || this == SLOW_DISK;
  }

  /** Whether it is done to connections. */
  public boolean needsNetwork() {
    return this == PARTITION || this == DELAY || this == LOSS;
  }

  /** Whether it is done to the controller, whichever broker that is. */
  public boolean isOfController() {
    return this == KILL_CONTROLLER || this == PAUSE_CONTROLLER;
  }

  private static boolean hasState(Role role) {
    return role == Role.PROCESSOR || role == Role.ADAPTER;
  }

  /** Whether it is between two processes. */
  public boolean needsPeer() {
    return this == PARTITION;
  }

  /** Whether it can be between two kinds of processes: those of which one calls the other. */
  public boolean isBetween(Role one, Role other) {
    return needsPeer()
        && (one == Role.BROKER
            || other == Role.BROKER
            || (one == Role.ADAPTER && other == Role.ADAPTER)
            || (one == Role.REGISTRY) != (other == Role.REGISTRY));
  }

  /**
   * The faults of a list of names with commas between, or of {@code all}.
   *
   * @throws IllegalArgumentException if a name is unknown or missing; the message says which names
   *     there are
   */
  public static Set<FaultKind> parse(String names) {
    if (names.strip().equals(ALL)) {
      return EnumSet.allOf(FaultKind.class);
    }
    Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    for (String name : names.split(",", -1)) {
      kinds.add(named(name.strip()));
    }
    return kinds;
  }

  private static FaultKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.code().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown fault '"
                        + name
                        + "': give some of "
                        + Arrays.stream(values())
                            .map(FaultKind::code)
                            .collect(Collectors.joining(","))
                        + ", or "
                        + ALL));
  }

  private enum Victims {
    ALL,
    WITH_FILES,
    WITH_STATE,
    ADAPTERS,
    BROKERS
  }
}
