package io.orderwire.verify.run;

import io.orderwire.processes.Exposure;
import io.orderwire.verify.inject.Injector;
import io.orderwire.verify.nemesis.Cluster;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.Limits;
import io.orderwire.verify.nemesis.Nemesis;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.workload.Mix;
import io.orderwire.verify.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a run does.
 *
 * @param duration how long events are sent
 * @param seed of the workload, the faults and the partners' tempers
 * @param faults the kinds of faults, none for a run in which nothing goes wrong
 * @param rate how many sends a second on average, between bursts and pauses
 * @param partners how many partners, 2 to 1,000
 * @param brokers how many brokers are one cluster, 1 or 3
 * @param processors how many processors share the work, 1 to 3
 * @param adapters how many adapters share the work, 1 to 3
 */
record RunSettings(
    Duration duration,
    long seed,
    Set<FaultKind> faults,
    double rate,
    int partners,
    int brokers,
    int processors,
    int adapters) {
  private static final int MOST_INSTANCES = 3;
  private static final int PRODUCERS = 4;
  private static final int MOST_PARTNERS = 1_000;
  private static final double MOST_RATE = 100_000;
  private static final int SHARE_OF_QUIET = 6;
  private static final Instant BEGINNING = Instant.parse("2026-11-24T06:00:00Z");

  /**
   * Copies the faults.
   *
   * @throws IllegalArgumentException if a range is not kept or a fault cannot be injected; the
   *     message is for people
   */
  RunSettings {
    faults = Set.copyOf(faults);
    Injector.requirePossible(faults);
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("--minutes takes 1 or more");
    }
    if (!(rate > 0 && rate <= MOST_RATE)) {
      throw new IllegalArgumentException("--rate takes more than 0 and at most 100000");
    }
    if (partners < 2 || partners > MOST_PARTNERS) {
      throw new IllegalArgumentException("--partners takes 2 to 1000");
    }
    if (brokers != 1 && brokers != MOST_INSTANCES) {
      throw new IllegalArgumentException("--brokers takes 1 or 3");
    }
    requireInstances("--processors", processors);
    requireInstances("--adapters", adapters);
  }

  private static void requireInstances(String option, int count) {
    if (count < 1 || count > MOST_INSTANCES) {
      throw new IllegalArgumentException(option + " takes 1 to " + MOST_INSTANCES);
    }
  }

  /** The partners' ids, the largest first. */
  List<String> partnerIds() {
    return IntStream.rangeClosed(1, partners).mapToObj(n -> "verify-" + n).toList();
  }

  Workload workload() {
    return new Workload(partnerIds(), PRODUCERS, Mix.usual(rate), BEGINNING, seed);
  }

  /** With what the faults harm. */
  Exposure exposure() {
    return new Exposure(
        faults.stream().anyMatch(FaultKind::needsNetwork),
        faults.stream().anyMatch(FaultKind::needsDisk),
        faults.contains(FaultKind.CLOCK_JUMP));
  }

  /** The faults, by when they begin. */
  List<PlannedFault> plan() {
    Map<Role, Integer> counts = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      counts.put(role, 1);
    }
    counts.put(Role.BROKER, brokers);
    counts.put(Role.PROCESSOR, processors);
    counts.put(Role.ADAPTER, adapters);
    return Nemesis.plan(Cluster.of(counts), limits(), faults, seed);
  }

  /** What is sent, with these faults. */
  Trial.Load load(List<PlannedFault> plan) {
    return new Trial.Load(partnerIds(), workload(), duration, duration, plan, seed);
  }

  /** As usual, and in short runs less of what is quiet. */
  private Limits limits() {
    Duration quiet = duration.dividedBy(SHARE_OF_QUIET);
    Limits usual = Limits.usual(Duration.ofHours(1));
    return new Limits(
        duration,
        least(usual.quietBefore(), quiet),
        least(usual.quietAfter(), quiet),
        usual.interval(),
        least(usual.recovery(), quiet),
        usual.atOnce());
  }

  /** One line for people, with all that makes the run again. */
  String describe() {
    String kinds = faults.stream().sorted().map(FaultKind::code).collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        "--minutes %d --seed %d --faults %s --rate %s --partners %d --brokers %d --processors %d"
            + " --adapters %d",
        duration.toMinutes(),
        seed,
        kinds.isEmpty() ? VerifyCommand.NO_FAULTS : kinds,
        rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate),
        partners,
        brokers,
        processors,
        adapters);
  }

  private static Duration least(Duration one, Duration two) {
    return one.compareTo(two) < 0 ? one : two;
  }
}
