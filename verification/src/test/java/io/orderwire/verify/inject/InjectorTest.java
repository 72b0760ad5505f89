package io.orderwire.verify.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orderwire.embedded.StartException;
import io.orderwire.processes.Part;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.nemesis.Target;
import io.orderwire.verify.record.Fault;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.FakeTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorTest {
  private static final Target BROKER = new Target(Role.BROKER, 1);

  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);
  private final FakeTime time = new FakeTime();
  private final FakePart broker = new FakePart();
  private final FakeOutlook outlook = new FakeOutlook();
  private final Injector injector =
      new Injector(Map.of(BROKER, Site.of(broker)), recorder, time, outlook, _ -> {});

  @Test
  void kills_and_starts_again() throws InterruptedException {
    injector.run(List.of(fault(FaultKind.KILL)));
    assertThat(broker.calls).containsExactly("kill", "begin", "awaitReady");
    assertThat(time.now()).isEqualTo(Duration.ofSeconds(13));
  }

  @Test
  void halts_and_lets_go_on() throws InterruptedException {
    injector.run(List.of(fault(FaultKind.PAUSE)));
    assertThat(broker.calls).containsExactly("halt", "goOn", "begin", "awaitReady");
  }

  @Test
  void stops_in_an_orderly_way_and_starts_again() throws InterruptedException {
    injector.run(List.of(fault(FaultKind.RESTART)));
    assertThat(broker.calls).containsExactly("close", "begin", "awaitReady");
  }

  @Test
  void starts_again_what_ends_while_it_starts() throws InterruptedException {
    broker.failures.set(2);
    injector.run(List.of(fault(FaultKind.KILL)));
    assertThat(broker.calls)
        .containsExactly(
            "kill", "begin", "awaitReady", "begin", "awaitReady", "begin", "awaitReady");
  }

  @Test
  void fails_where_a_process_never_starts_again() {
    broker.failures.set(1_000);
    assertThatThrownBy(() -> injector.run(List.of(fault(FaultKind.KILL))))
        .isInstanceOf(InjectionFailedException.class);
  }

  @Test
  void records_faults_with_their_ends() throws InterruptedException {
    injector.run(List.of(fault(FaultKind.PAUSE)));
    assertThat(recorder.recording().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo("pause");
              assertThat(fault.target()).isEqualTo("broker-1");
              assertThat(fault.until()).isLessThan(Fault.OPEN);
            });
    assertThat(injector.present()).isEqualTo("none");
  }

  @Test
  void harms_nothing_once_all_shall_end() throws InterruptedException {
    time.end();
    injector.run(List.of(fault(FaultKind.KILL)));
    assertThat(broker.calls).isEmpty();
  }

  @Test
  void starts_again_what_has_ended_by_itself_and_counts_it() throws InterruptedException {
    broker.onReady = time::end;
    injector.supervise();
    assertThat(broker.calls).containsExactly("begin", "awaitReady");
    assertThat(recorder.recording().faults())
        .extracting(Fault::kind, Fault::target)
        .containsExactly(tuple("ended-by-itself", "broker-1"));
  }

  @Test
  void restarts_all_of_a_kind_one_after_the_other() throws InterruptedException {
    FakePart second = new FakePart();
    Map<Target, Site> both =
        Map.of(BROKER, Site.of(broker), new Target(Role.BROKER, 2), Site.of(second));
    new Injector(both, recorder, time, outlook, _ -> {})
        .run(List.of(fault(FaultKind.ROLLING_RESTART)));
    assertThat(broker.calls).containsExactly("close", "begin", "awaitReady");
    assertThat(second.calls).containsExactly("close", "begin", "awaitReady");
    assertThat(recorder.recording().faults())
        .extracting(Fault::kind, Fault::target)
        .containsExactly(
            tuple("rolling-restart", "broker-1"), tuple("rolling-restart", "broker-2"));
  }

  @Test
  void deletes_the_state_of_what_is_killed(@TempDir Path state) throws Exception {
    Files.createFile(state.resolve("CURRENT"));
    injectorWith(Optional.of(state)).run(List.of(fault(FaultKind.STATE_LOSS)));
    assertThat(broker.calls).containsExactly("kill", "begin", "awaitReady");
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void damages_the_state_of_what_has_ended(@TempDir Path state) throws Exception {
    Files.write(state.resolve("CURRENT"), new byte[100]);
    injectorWith(Optional.of(state)).run(List.of(fault(FaultKind.STATE_DAMAGE)));
    assertThat(broker.calls).containsExactly("kill", "begin", "awaitReady");
    assertThat(Files.readAllBytes(state.resolve("CURRENT"))).isNotEqualTo(new byte[100]);
  }

  @Test
  void fails_where_a_process_has_nothing_to_be_harmed_with() {
    for (FaultKind kind :
        List.of(FaultKind.DELAY, FaultKind.SLOW_DISK, FaultKind.CLOCK_JUMP, FaultKind.STATE_LOSS)) {
      assertThatThrownBy(() -> injector.run(List.of(fault(kind))))
          .isInstanceOf(InjectionFailedException.class)
          .cause()
          .hasMessageContaining("of its own");
    }
  }

  @Test
  void kinds_that_need_nothing_are_possible_everywhere() {
    assertThatCode(() -> Injector.requirePossible(EnumSet.of(FaultKind.KILL, FaultKind.PARTITION)))
        .doesNotThrowAnyException();
  }

  @Test
  void kills_the_broker_that_is_the_controller_then() throws InterruptedException {
    FakePart second = new FakePart();
    outlook.controller = 2;
    Map<Target, Site> both =
        Map.of(BROKER, Site.of(broker), new Target(Role.BROKER, 2), Site.of(second));
    new Injector(both, recorder, time, outlook, _ -> {})
        .run(List.of(fault(FaultKind.KILL_CONTROLLER)));
    assertThat(broker.calls).isEmpty();
    assertThat(second.calls).containsExactly("kill", "begin", "awaitReady");
    assertThat(recorder.recording().faults())
        .extracting(Fault::kind, Fault::target)
        .containsExactly(tuple("kill-controller", "broker-2"));
  }

  @Test
  void kills_the_planned_broker_where_nobody_tells_the_controller() throws InterruptedException {
    injector.run(List.of(fault(FaultKind.KILL_CONTROLLER)));
    assertThat(broker.calls).containsExactly("kill", "begin", "awaitReady");
  }

  @Test
  void kills_at_a_commit_what_is_halted_in_a_transaction() throws InterruptedException {
    broker.pid = OptionalLong.of(1);
    outlook.open.addAll(List.of(Map.of(), Map.of(3, 100L), Map.of(3, 100L)));
    injector.run(List.of(fault(FaultKind.KILL_AT_COMMIT)));
    assertThat(broker.calls).containsExactly("halt", "kill", "begin", "awaitReady");
  }

  @Test
  void lets_go_on_what_was_not_in_the_transaction_that_was_open() throws InterruptedException {
    broker.pid = OptionalLong.of(1);
    outlook.open.addAll(
        List.of(Map.of(), Map.of(3, 100L), Map.of(3, 104L, 4, 7L), Map.of(4, 8L), Map.of(4, 8L)));
    injector.run(List.of(fault(FaultKind.KILL_AT_COMMIT)));
    assertThat(broker.calls).containsExactly("halt", "goOn", "halt", "kill", "begin", "awaitReady");
  }

  @Test
  void a_transaction_that_somebody_left_is_no_moment_and_no_fault() throws InterruptedException {
    broker.pid = OptionalLong.of(1);
    outlook.open.add(Map.of(3, 100L));
    injector.run(List.of(fault(FaultKind.KILL_AT_COMMIT)));
    assertThat(broker.calls).isEmpty();
    assertThat(recorder.recording().faults()).isEmpty();
  }

  @Test
  void kills_while_the_state_is_read(@TempDir Path state) throws Exception {
    Files.createFile(state.resolve("CURRENT"));
    broker.pid = OptionalLong.of(1);
    injectorWith(Optional.of(state)).run(List.of(fault(FaultKind.KILL_IN_RESTORE)));
    assertThat(broker.calls).containsExactly("kill", "begin", "kill", "begin", "awaitReady");
    assertThat(state).isEmptyDirectory();
  }

  private Injector injectorWith(Optional<Path> state) {
    Site site =
        new Site(broker, "broker", Optional.empty(), Optional.empty(), Optional.empty(), state);
    return new Injector(Map.of(BROKER, site), recorder, time, outlook, _ -> {});
  }

  private static PlannedFault fault(FaultKind kind) {
    return new PlannedFault(Duration.ofSeconds(10), kind, BROKER, null, Duration.ofSeconds(3));
  }

  private static final class FakePart implements Part {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicLong failures = new AtomicLong();
    private Runnable onReady = () -> {};
    private OptionalLong pid = OptionalLong.empty();

    @Override
    public String name() {
      return "broker";
    }

    @Override
    public void begin() {
      calls.add("begin");
    }

    @Override
    public void awaitReady() {
      calls.add("awaitReady");
      if (failures.getAndDecrement() > 0) {
        throw new StartException("it ended");
      }
      onReady.run();
    }

    @Override
    public void kill() {
      calls.add("kill");
    }

    @Override
    public void close() {
      calls.add("close");
    }

    @Override
    public void halt() {
      calls.add("halt");
    }

    @Override
    public void goOn() {
      calls.add("goOn");
    }

    @Override
    public OptionalLong runningPid() {
      return pid;
    }
  }
}
