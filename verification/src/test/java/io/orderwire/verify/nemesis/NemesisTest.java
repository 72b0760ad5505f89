package io.orderwire.verify.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NemesisTest {
  private static final Cluster CLUSTER =
      Cluster.of(
          Map.of(
              Role.PRODUCER,
              1,
              Role.PROCESSOR,
              2,
              Role.ADAPTER,
              2,
              Role.REGISTRY,
              1,
              Role.BROKER,
              3));
  private static final Cluster TOUGH =
      new Cluster(
          CLUSTER.counts(),
          Map.of(Role.PROCESSOR, 3, Role.ADAPTER, 3, Role.REGISTRY, 3, Role.BROKER, 3));
  private static final Cluster ONE_OF_EACH =
      Cluster.of(
          Map.of(
              Role.PRODUCER,
              1,
              Role.PROCESSOR,
              1,
              Role.ADAPTER,
              1,
              Role.REGISTRY,
              1,
              Role.BROKER,
              1));
  private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
  private static final Limits HALF_AN_HOUR = Limits.usual(Duration.ofMinutes(30));

  @Property(tries = 50)
  void the_same_seed_gives_the_same_plan(@ForAll long seed) {
    assertThat(Nemesis.plan(CLUSTER, HALF_AN_HOUR, ALL, seed))
        .isEqualTo(Nemesis.plan(CLUSTER, HALF_AN_HOUR, ALL, seed));
  }

  @Test
  void another_seed_gives_another_plan() {
    assertThat(Nemesis.plan(CLUSTER, HALF_AN_HOUR, ALL, 1))
        .isNotEqualTo(Nemesis.plan(CLUSTER, HALF_AN_HOUR, ALL, 2));
  }

  @Property(tries = 100)
  void every_kind_comes_in_half_an_hour(@ForAll long seed) {
    assertThat(Nemesis.plan(CLUSTER, HALF_AN_HOUR, ALL, seed))
        .extracting(PlannedFault::kind)
        .containsAll(ALL);
  }

  @Property(tries = 100)
  void a_kind_comes_to_every_process_about_as_often_as_to_any_other(@ForAll long seed) {
    List<PlannedFault> plan = Nemesis.plan(ONE_OF_EACH, HALF_AN_HOUR, Set.of(FaultKind.KILL), seed);

    Map<Target, Long> counts =
        plan.stream().collect(Collectors.groupingBy(PlannedFault::target, Collectors.counting()));
    assertThat(counts).containsOnlyKeys(ONE_OF_EACH.targets());
    assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
        .isLessThanOrEqualTo(2);
  }

  @Property(tries = 100)
  void no_process_suffers_twice_before_all_others_have_once(@ForAll long seed) {
    Limits limits =
        new Limits(
            Duration.ofMinutes(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ZERO,
            2);
    Set<FaultKind> kinds = EnumSet.of(FaultKind.KILL, FaultKind.RESTART);

    assertThat(Nemesis.plan(ONE_OF_EACH, limits, kinds, seed).stream().limit(5))
        .extracting(PlannedFault::target)
        .doesNotHaveDuplicates();
  }

  @Property(tries = 200)
  void nothing_goes_wrong_in_the_quiet_times(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int minutes) {
    Limits limits = Limits.usual(Duration.ofMinutes(minutes));

    for (PlannedFault fault : Nemesis.plan(CLUSTER, limits, ALL, seed)) {
      assertThat(fault.at()).isGreaterThanOrEqualTo(limits.quietBefore());
      assertThat(fault.until()).isLessThanOrEqualTo(limits.duration().minus(limits.quietAfter()));
      assertThat(fault.lasting()).isBetween(fault.kind().shortest(), fault.kind().longest());
    }
  }

  @Property(tries = 200)
  void no_more_goes_wrong_at_once_than_the_limits_say(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int atOnce, @ForAll boolean tough) {
    Cluster cluster = tough ? TOUGH : CLUSTER;
    Limits limits =
        new Limits(
            Duration.ofMinutes(20),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            atOnce);
    List<PlannedFault> plan = Nemesis.plan(cluster, limits, ALL, seed);

    assertThat(plan).doesNotHaveDuplicates();
    for (PlannedFault fault : plan) {
      List<PlannedFault> others =
          plan.stream()
              .filter(other -> !other.equals(fault) && overlap(other, fault.at(), limits))
              .toList();
      assertThat(others).hasSizeLessThan(atOnce);
      for (Role role : Role.values()) {
        if (fault.concerns(role)) {
          assertThat(others.stream().filter(other -> other.concerns(role)).count())
              .isLessThan(cluster.atOnce(role));
        }
      }
      for (Target target : cluster.targets()) {
        assertThat(fault.concerns(target) && others.stream().anyMatch(o -> o.concerns(target)))
            .isFalse();
      }
    }
  }

  @Property(tries = 50)
  void faults_are_done_to_processes_that_they_are_for(@ForAll long seed) {
    for (PlannedFault fault : Nemesis.plan(CLUSTER, HALF_AN_HOUR, ALL, seed)) {
      assertThat(CLUSTER.targets()).contains(fault.target());
      assertThat(fault.kind().isFor(fault.target().role())).isTrue();
      assertThat(fault.peer() != null).isEqualTo(fault.kind().needsPeer());
      assertThat(fault.target()).isNotEqualTo(fault.peer());
      assertThat(fault.targets())
          .isNotIn("producer-1/processor-1", "adapter-1/processor-2", "registry-1/registry-1");
    }
  }

  @Property(tries = 50)
  void only_what_was_asked_for_is_done(@ForAll long seed) {
    Set<FaultKind> kinds = EnumSet.of(FaultKind.KILL, FaultKind.PAUSE);

    assertThat(Nemesis.plan(CLUSTER, HALF_AN_HOUR, kinds, seed))
        .hasSizeGreaterThan(30)
        .allMatch(fault -> kinds.contains(fault.kind()));
  }

  @Test
  void nothing_is_done_if_nothing_was_asked_for() {
    assertThat(Nemesis.plan(CLUSTER, HALF_AN_HOUR, Set.of(), 1)).isEmpty();
  }

  @Test
  void a_kind_without_processes_is_left_out() {
    Cluster brokers = Cluster.of(Map.of(Role.BROKER, 1));
    Set<FaultKind> kinds = EnumSet.of(FaultKind.KILL, FaultKind.STATE_LOSS, FaultKind.PARTITION);

    assertThat(Nemesis.plan(brokers, HALF_AN_HOUR, kinds, 1))
        .isNotEmpty()
        .allMatch(fault -> fault.kind() == FaultKind.KILL);
  }

  @Test
  void refuses_faults_that_have_no_process_at_all() {
    Cluster brokers = Cluster.of(Map.of(Role.BROKER, 3));

    assertThatThrownBy(() -> Nemesis.plan(brokers, HALF_AN_HOUR, Set.of(FaultKind.STATE_LOSS), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void usually_a_minority_of_brokers_suffers_and_one_of_the_others_does_not() {
    assertThat(CLUSTER.atOnce(Role.BROKER)).isEqualTo(1);
    assertThat(CLUSTER.atOnce(Role.ADAPTER)).isEqualTo(1);
    assertThat(Cluster.of(Map.of(Role.BROKER, 5)).atOnce(Role.BROKER)).isEqualTo(2);
    assertThat(Cluster.of(Map.of(Role.PROCESSOR, 4)).atOnce(Role.PROCESSOR)).isEqualTo(3);
  }

  @Test
  void the_limits_of_a_cluster_can_be_set() {
    Cluster cluster = new Cluster(Map.of(Role.BROKER, 3), Map.of(Role.BROKER, 2));

    assertThat(cluster.atOnce(Role.BROKER)).isEqualTo(2);
  }

  @Test
  void refuses_limits_that_leave_no_time() {
    assertThatThrownBy(() -> Limits.usual(Duration.ofSeconds(79)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean overlap(PlannedFault fault, Duration at, Limits limits) {
    return fault.at().compareTo(at) <= 0 && fault.until().plus(limits.recovery()).compareTo(at) > 0;
  }
}
