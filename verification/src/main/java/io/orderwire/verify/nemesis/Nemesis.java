package io.orderwire.verify.nemesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans faults: every kind comes once before any comes again, at random times, for a random one of
 * the processes that have suffered least, within the limits.
 */
public final class Nemesis {
  private final Cluster cluster;
  private final Limits limits;
  private final Random random;
  private final List<FaultKind> kinds;
  private final List<FaultKind> deck = new ArrayList<>();
  private final List<PlannedFault> plan = new ArrayList<>();

  private Nemesis(Cluster cluster, Limits limits, Set<FaultKind> kinds, long seed) {
    this.cluster = cluster;
    this.limits = limits;
    this.random = new Random(seed);
    this.kinds = kinds.stream().sorted().filter(this::isPossible).toList();
  }

  /**
   * The faults of one run, by their beginnings. Kinds for which there is no process are left out.
   *
   * @throws IllegalArgumentException if that leaves none of them
   */
  public static List<PlannedFault> plan(
      Cluster cluster, Limits limits, Set<FaultKind> kinds, long seed) {
    Nemesis nemesis = new Nemesis(cluster, limits, kinds, seed);
    if (nemesis.kinds.isEmpty() && !kinds.isEmpty()) {
      throw new IllegalArgumentException("the cluster has no process for any of " + kinds);
    }
    if (!kinds.isEmpty()) {
      nemesis.plan();
    }
    return List.copyOf(nemesis.plan);
  }

  private void plan() {
    Duration end = limits.duration().minus(limits.quietAfter());
    Duration at = limits.quietBefore().plus(gap());
    while (at.compareTo(end) < 0) {
      PlannedFault fault = next(at, end);
      if (fault == null) {
        at = at.plus(Duration.ofSeconds(1));
      } else {
        plan.add(fault);
        deck.remove(fault.kind());
        at = at.plus(gap());
      }
    }
  }

  /** The first kind of the deck for which there is a process and time, or null. */
  private @Nullable PlannedFault next(Duration at, Duration end) {
    if (suffering(at).size() >= limits.atOnce()) {
      return null;
    }
    if (deck.isEmpty()) {
      deck.addAll(kinds);
      Collections.shuffle(deck, random);
    }
    for (FaultKind kind : deck) {
      Duration most = least(kind.longest(), end.minus(at));
      List<Target> targets = free(kind, at, null);
      if (most.compareTo(kind.shortest()) < 0 || targets.isEmpty()) {
        continue;
      }
      Target target = any(leastTried(kind, targets));
      List<Target> peers = kind.needsPeer() ? peers(kind, at, target) : List.of();
      if (kind.needsPeer() && peers.isEmpty()) {
        continue;
      }
      Target peer = peers.isEmpty() ? null : any(peers);
      long spread = most.minus(kind.shortest()).toMillis();
      Duration lasting = kind.shortest().plusMillis(random.nextLong(spread + 1));
      return new PlannedFault(at, kind, target, peer, lasting);
    }
    return null;
  }

  /** What is not over at a time, or whose processes recover from it. */
  private List<PlannedFault> suffering(Duration at) {
    return plan.stream()
        .filter(fault -> fault.until().plus(limits.recovery()).compareTo(at) > 0)
        .toList();
  }

  /** The processes to which a fault may be done at a time, other than one. */
  private List<Target> free(FaultKind kind, Duration at, @Nullable Target other) {
    List<PlannedFault> suffering = suffering(at);
    return cluster.targets().stream()
        .filter(target -> kind.isFor(target.role()) && !target.equals(other))
        .filter(target -> suffering.stream().noneMatch(fault -> fault.concerns(target)))
        .filter(
            target ->
                suffering.stream().filter(fault -> fault.concerns(target.role())).count()
                    < cluster.atOnce(target.role()))
        .toList();
  }

  /** The processes between which and another one it may be at a time. */
  private List<Target> peers(FaultKind kind, Duration at, Target target) {
    return free(kind, at, target).stream()
        .filter(peer -> kind.isBetween(target.role(), peer.role()))
        .toList();
  }

  /** Those that have suffered this kind least often, and of those the ones least often any. */
  private List<Target> leastTried(FaultKind kind, List<Target> targets) {
    return leastOften(leastOften(targets, fault -> fault.kind() == kind), _ -> true);
  }

  private List<Target> leastOften(List<Target> targets, Predicate<PlannedFault> what) {
    Map<Target, Long> counts = new HashMap<>();
    for (Target target : targets) {
      counts.put(
          target, plan.stream().filter(what).filter(fault -> fault.concerns(target)).count());
    }
    long least = Collections.min(counts.values());
    return targets.stream().filter(target -> counts.getOrDefault(target, 0L) == least).toList();
  }

  private boolean isPossible(FaultKind kind) {
    List<Target> targets = free(kind, Duration.ZERO, null);
    return kind.needsPeer()
        ? targets.stream().anyMatch(target -> !peers(kind, Duration.ZERO, target).isEmpty())
        : !targets.isEmpty();
  }

  /** A time between two beginnings: half the average, and up to as much again. */
  private Duration gap() {
    long half = Math.max(1, limits.interval().toMillis() / 2);
    return Duration.ofMillis(half + random.nextLong(2 * half));
  }

  private Target any(List<Target> targets) {
    return targets.get(random.nextInt(targets.size()));
  }

  private static Duration least(Duration one, Duration two) {
    return one.compareTo(two) < 0 ? one : two;
  }
}
