package io.orderwire.verify.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orderwire.processes.Clock;
import io.orderwire.processes.Disk;
import io.orderwire.processes.Exposure;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.verify.check.Checks;
import io.orderwire.verify.check.Report;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.nemesis.Target;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.Fault;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.workload.Mix;
import io.orderwire.verify.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One system of three brokers, two processors and two adapters, to which one fault after the other
 * is done, as {@code ./orderwire verify} does it: what producers, partners and operators see
 * meanwhile, and that it recovers by itself. Whatever the fault is, all guarantees hold, and what a
 * producer sent until it was accepted is in the history once and in order.
 *
 * <p>Run by hand, with {@code -Dorderwire.faults=true}: eight services on two processors take too
 * long for every build.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "orderwire.faults", matches = "true")
class FaultsIT {
  private static final LocalSystem.Heaps HEAPS = new LocalSystem.Heaps(320, 192, 256);
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration AFTER = Duration.ofSeconds(3);

  /** In as many partitions, of which each of the two adapters has six: each has one of them. */
  private static final int PARTNERS = 7;

  private static final int PRODUCERS = 6;
  private static final double RATE = 20;
  private static final int KEPT = 10;
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;
  private static final int NO_ANSWER = 0;

  // How long some faults last; the last digit says how they are done, as Harms has it.
  private static final double AN_HOUR_AHEAD = 8.000;
  private static final double AN_HOUR_BEHIND = 10.001;
  private static final double ANSWERED = 2.001;
  private static final double WITHOUT_FILES = 2.200;

  private static LocalSystem system;
  private static int trials;

  @BeforeAll
  static void start() throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    system =
        VerificationRun.system(
            Files.createTempDirectory(parent, "faults-"),
            HEAPS,
            new LocalSystem.Instances(3, 2, 2),
            new Exposure(true, hasDisks(), hasClocks()));
    // Its processes and mounts end with this one, whatever ends it.
    Runtime.getRuntime().addShutdownHook(new Thread(FaultsIT::stop, "stop-system"));
    system.start();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  /** Where tests are another user's, there are none; in CI there must be. */
  private static boolean hasDisks() {
    return Disk.isPossible() || "container".equals(System.getenv("ORDERWIRE_TEST_BROKER"));
  }

  private static boolean hasClocks() {
    return Clock.library().isPresent()
        || "container".equals(System.getenv("ORDERWIRE_TEST_BROKER"));
  }

  @Test
  void what_is_late_or_lost_on_the_network_comes_later_and_is_all_that_anybody_sees()
      throws Exception {
    Seen seen =
        during(
            fault(0, FaultKind.DELAY, Role.BROKER, 1, 8),
            fault(10, FaultKind.LOSS, Role.ADAPTER, 1, 8));

    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot()).containsExactly("200");
    assertThat(seen.notReady()).isEmpty();
  }

  @Test
  void services_that_one_broker_cannot_be_reached_from_go_on_when_it_can() throws Exception {
    Seen seen =
        during(
            cut(0, Role.PRODUCER, 1, Role.BROKER, 1, 12),
            cut(0, Role.PROCESSOR, 1, Role.BROKER, 1, 12),
            cut(0, Role.ADAPTER, 1, Role.BROKER, 1, 12));

    assertThat(seen.producersGot()).isSubsetOf("202", "503 broker_unavailable", "no answer");
    assertThat(seen.partnersGot()).isSubsetOf("200", "503 no_owner", "503 not_caught_up");
    assertThat(seen.notLive()).isEmpty();
  }

  @Test
  void adapters_that_do_not_reach_each_other_let_requests_wait() throws Exception {
    Seen seen = during(cut(0, Role.ADAPTER, 1, Role.ADAPTER, 2, 10));

    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot()).isSubsetOf("200", "503 no_owner", "no answer");
    assertThat(seen.notReady()).isEmpty();
  }

  @Test
  void brokers_that_do_not_reach_each_other_lose_nothing() throws Exception {
    Seen seen = during(cut(0, Role.BROKER, 2, Role.BROKER, 3, 10));

    assertThat(seen.producersGot()).isSubsetOf("202", "503 broker_unavailable", "no answer");
    assertThat(seen.partnersGot()).isSubsetOf("200", "503 no_owner", "503 not_caught_up");
    assertThat(seen.notLive()).isEmpty();
  }

  @Test
  void a_broker_of_three_that_is_killed_is_not_missed() throws Exception {
    Seen seen = during(fault(0, FaultKind.KILL, Role.BROKER, 1, 8));

    assertThatABrokerWasMissing(seen);
  }

  @Test
  void a_broker_of_three_that_is_halted_is_not_missed() throws Exception {
    Seen seen = during(fault(0, FaultKind.PAUSE, Role.BROKER, 2, 10));

    assertThatABrokerWasMissing(seen);
  }

  @Test
  void another_broker_is_the_controller_when_that_is_killed() throws Exception {
    Seen seen = during(fault(0, FaultKind.KILL_CONTROLLER, Role.BROKER, 1, 8));

    assertThatABrokerWasMissing(seen);
    assertThat(seen.controllers()).hasSizeGreaterThan(1);
  }

  @Test
  void another_broker_is_the_controller_when_that_is_halted() throws Exception {
    Seen seen = during(fault(0, FaultKind.PAUSE_CONTROLLER, Role.BROKER, 1, 10));

    assertThatABrokerWasMissing(seen);
    assertThat(seen.controllers()).hasSizeGreaterThan(1);
  }

  @Test
  void brokers_are_restarted_one_after_the_other_without_a_loss() throws Exception {
    Seen seen = during(fault(0, FaultKind.ROLLING_RESTART, Role.BROKER, 1, 2));

    assertThatABrokerWasMissing(seen);
    assertThat(seen.recording().faults())
        .extracting(Fault::target)
        .containsExactly("broker-1", "broker-2", "broker-3");
  }

  @Test
  void a_slow_disk_of_a_broker_makes_acknowledgements_late() throws Exception {
    assumeTrue(hasDisks(), "only root can mount a file system that stands still");
    Seen seen = during(fault(0, FaultKind.SLOW_DISK, Role.BROKER, 2, 10));

    assertThat(seen.producersGot()).isSubsetOf("202", "503 broker_unavailable", "no answer");
    assertThat(seen.partnersGot()).containsExactly("200");
    assertThat(seen.notLive()).isEmpty();
    assertThat(seen.longestAcknowledgement()).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void a_slow_disk_of_a_processor_and_of_an_adapter_is_seen_by_nobody() throws Exception {
    assumeTrue(hasDisks(), "only root can mount a file system that stands still");
    Seen seen =
        during(
            fault(0, FaultKind.SLOW_DISK, Role.PROCESSOR, 1, 8),
            fault(0, FaultKind.SLOW_DISK, Role.ADAPTER, 1, 8));

    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot()).isSubsetOf("200", "503 no_owner", "503 not_caught_up");
    assertThat(seen.notLive()).isEmpty();
  }

  @Test
  void services_are_restarted_one_after_the_other_without_a_loss() throws Exception {
    Seen seen =
        during(
            fault(0, FaultKind.ROLLING_RESTART, Role.PROCESSOR, 1, 1),
            fault(0, FaultKind.ROLLING_RESTART, Role.ADAPTER, 1, 1));

    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot())
        .isSubsetOf("200", "503 no_owner", "503 unavailable", "no answer");
    assertThat(seen.notLive()).containsExactly("adapter", "adapter-2", "processor", "processor-2");
  }

  /** The last one: members of a group whose clock jumped may find out later that they are none. */
  @Test
  @Order(Integer.MAX_VALUE)
  void a_clock_that_jumps_changes_no_history() throws Exception {
    assumeTrue(hasClocks(), "libfaketime is not installed");
    Seen seen =
        during(
            fault(0, FaultKind.CLOCK_JUMP, Role.PROCESSOR, 1, AN_HOUR_AHEAD),
            fault(0, FaultKind.CLOCK_JUMP, Role.ADAPTER, 1, AN_HOUR_BEHIND));

    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot()).isSubsetOf("200", "503 no_owner", "503 not_caught_up");
    assertThat(seen.notLive()).isEmpty();
  }

  @Test
  void a_registry_that_is_halted_is_not_missed() throws Exception {
    Seen seen = during(fault(0, FaultKind.PAUSE, Role.REGISTRY, 1, 8));

    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot()).containsExactly("200");
    assertThat(seen.notReady()).isEmpty();
  }

  @Test
  void a_producer_service_that_is_halted_answers_nothing_and_its_retries_make_no_duplicates()
      throws Exception {
    Seen seen = during(fault(0, FaultKind.PAUSE, Role.PRODUCER, 1, 12));

    assertThat(seen.producersGot())
        .contains("202", "no answer")
        .isSubsetOf("202", "no answer", "503 broker_unavailable");
    assertThat(seen.partnersGot()).containsExactly("200");
    assertThat(seen.notReady()).containsExactly("ingest");
    assertThat(seen.notLive()).containsExactly("ingest");
  }

  @Test
  void a_producer_service_that_is_killed_is_started_and_takes_the_retries() throws Exception {
    Seen seen = during(fault(0, FaultKind.KILL, Role.PRODUCER, 1, 3));

    assertThat(seen.producersGot())
        .contains("202", "no answer")
        .isSubsetOf("202", "no answer", "503 broker_unavailable");
    assertThat(seen.partnersGot()).containsExactly("200");
    assertThat(seen.notReady()).containsExactly("ingest");
  }

  @Test
  void who_is_killed_between_a_write_and_its_commit_goes_on_without_a_trace() throws Exception {
    Seen seen = during(fault(0, FaultKind.KILL_AT_COMMIT, Role.PROCESSOR, 1, 2));

    assertThatAServiceWasMissing(seen, "processor");
  }

  @Test
  void who_is_killed_between_a_delivery_and_its_answer_goes_on_with_that_delivery()
      throws Exception {
    Seen seen = during(fault(0, FaultKind.KILL_AT_DELIVERY, Role.ADAPTER, 1, ANSWERED));

    assertThatAServiceWasMissing(seen, "adapter");
  }

  @Test
  void who_is_killed_while_it_reads_its_state_reads_it_again() throws Exception {
    Seen seen = during(fault(0, FaultKind.KILL_IN_RESTORE, Role.ADAPTER, 2, WITHOUT_FILES));

    assertThatAServiceWasMissing(seen, "adapter-2");
  }

  private static void assertThatABrokerWasMissing(Seen seen) {
    assertThat(seen.producersGot()).isSubsetOf("202", "503 broker_unavailable", "no answer");
    assertThat(seen.partnersGot())
        .isSubsetOf("200", "503 no_owner", "503 not_caught_up", "503 unavailable");
    assertThat(seen.notLive()).isEmpty();
    assertThat(seen.partitionsBehind()).isPositive();
  }

  private static void assertThatAServiceWasMissing(Seen seen, String service) {
    assertThat(seen.producersGot()).containsExactly("202");
    assertThat(seen.partnersGot())
        .isSubsetOf("200", "503 no_owner", "503 unavailable", "no answer");
    assertThat(seen.notLive()).containsExactly(service);
  }

  /**
   * What was seen of a fault.
   *
   * @param answers what producers were answered
   * @param looks at the health of services
   * @param partitionsBehind the most partitions at once that lacked a copy
   * @param controllers all brokers that were the active controller
   */
  private record Seen(
      Recording recording,
      List<PersistentProducers.Answer> answers,
      List<Watch.Look> looks,
      int partitionsBehind,
      Set<Integer> controllers) {

    /** All that producers were answered. */
    Set<String> producersGot() {
      return answers.stream()
          .map(answer -> told(answer.status(), ACCEPTED, answer.code()))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that requests of partners were answered. */
    Set<String> partnersGot() {
      return reads()
          .map(read -> told(read.status(), OK, read.code()))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Exchange.Read> reads() {
      return recording.channels().stream()
          .filter(channel -> channel.channel().kind() != ChannelKind.HISTORY)
          .flatMap(channel -> channel.exchanges().stream())
          .filter(Exchange.Read.class::isInstance)
          .map(Exchange.Read.class::cast);
    }

    private static String told(int status, int good, String code) {
      if (status == NO_ANSWER) {
        return "no answer";
      }
      return status == good ? "" + status : status + " " + code;
    }

    /** The services that were not ready at some time. */
    Set<String> notReady() {
      return not("readiness");
    }

    /** The services that were not live at some time, or did not tell. */
    Set<String> notLive() {
      return not("liveness");
    }

    private Set<String> not(String group) {
      return looks.stream()
          .filter(look -> look.group().equals(group) && look.status() != OK)
          .map(Watch.Look::part)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Duration longestAcknowledgement() {
      return answers.stream()
          .filter(answer -> answer.status() == ACCEPTED)
          .map(PersistentProducers.Answer::took)
          .max(Duration::compareTo)
          .orElseThrow();
    }
  }

  /** Does it under load, and asserts what holds of every fault. */
  private static Seen during(PlannedFault... faults) throws Exception {
    String name = "trial-" + ++trials;
    try (PersistentProducers producers = PersistentProducers.start(system, name, PRODUCERS);
        Watch watch = Watch.start(system);
        Trial trial = new Trial(system, load(name, List.of(faults)), FaultsIT::say)) {
      assertThat(watch.awaitAllReady()).as("services that are not ready").isEmpty();
      Recording recording = trial.run();
      List<PersistentProducers.Answer> answers = producers.finish();
      List<Watch.Look> looks = watch.finish();
      Seen seen = new Seen(recording, answers, looks, watch.mostBehind(), watch.controllers());
      tell(seen);

      Report report = Checks.run(recording, KEPT);
      assertThat(report.holds()).as(report.describe(KEPT)).isTrue();
      assertThat(kinds(recording)).containsExactlyInAnyOrderElementsOf(wanted(faults));
      assertThat(answers)
          .filteredOn(answer -> answer.status() == UNAVAILABLE)
          .allMatch(PersistentProducers.Answer::mayRetry);
      assertThat(watch.awaitAllReady()).as("services that are not ready again").isEmpty();
      assertThat(watch.awaitAllCopies()).as("all partitions have all copies again").isTrue();
      producers.assertThatAllCame();
      return seen;
    }
  }

  private static Set<String> wanted(PlannedFault... faults) {
    return Stream.of(faults).map(fault -> fault.kind().code()).collect(Collectors.toSet());
  }

  private static Set<String> kinds(Recording recording) {
    return recording.faults().stream().map(Fault::kind).collect(Collectors.toSet());
  }

  private static Trial.Load load(String name, Collection<PlannedFault> faults) {
    Set<Integer> partitions = new HashSet<>();
    List<String> partners =
        Stream.iterate(1, n -> n + 1)
            .map(n -> name + "-" + n)
            .filter(partner -> partitions.add(partition(partner)))
            .limit(PARTNERS)
            .toList();
    Duration healed =
        faults.stream().map(PlannedFault::until).max(Duration::compareTo).orElseThrow();
    return new Trial.Load(
        partners,
        new Workload(partners, 2, Mix.usual(RATE), Instant.parse("2026-11-24T06:00:00Z"), trials),
        healed.plus(AFTER),
        Duration.ZERO,
        List.copyOf(faults),
        trials);
  }

  private static int partition(String partner) {
    return PartnerPartitioner.partitionOf(partner, TopicCatalogue.HISTORY.partitions());
  }

  private static PlannedFault fault(
      int second, FaultKind kind, Role role, int number, double seconds) {
    return new PlannedFault(
        BEFORE.plusSeconds(second),
        kind,
        new Target(role, number),
        null,
        Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  private static PlannedFault cut(
      int second, Role one, int number, Role other, int otherNumber, int seconds) {
    return new PlannedFault(
        BEFORE.plusSeconds(second),
        FaultKind.PARTITION,
        new Target(one, number),
        new Target(other, otherNumber),
        Duration.ofSeconds(seconds));
  }

  private static void tell(Seen seen) {
    Map<String, Long> got =
        seen.answers().stream()
            .collect(
                Collectors.groupingBy(
                    answer -> Seen.told(answer.status(), ACCEPTED, answer.code()),
                    Collectors.counting()));
    Map<String, Long> read =
        seen.reads()
            .collect(
                Collectors.groupingBy(
                    answer -> Seen.told(answer.status(), OK, answer.code()),
                    Collectors.counting()));
    say(
        "producers got %s (longest %d ms), partners %s; not ready %s, not live %s; behind %d, controllers %s"
            .formatted(
                got,
                seen.longestAcknowledgement().toMillis(),
                read,
                seen.notReady(),
                seen.notLive(),
                seen.partitionsBehind(),
                seen.controllers()));
  }

  private static void say(String sentence) {
    System.out.println(sentence);
  }
}
