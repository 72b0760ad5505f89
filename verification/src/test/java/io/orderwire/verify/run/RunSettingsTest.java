package io.orderwire.verify.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.processes.Exposure;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private static final Set<FaultKind> FAULTS =
      Set.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.RESTART);

  @Test
  void a_run_of_a_minute_has_faults_and_heals_them_before_its_end() {
    List<PlannedFault> plan = settings(1, FAULTS).plan();
    assertThat(plan)
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.until()).isLessThanOrEqualTo(Duration.ofSeconds(50)));
  }

  @Test
  void a_long_run_has_every_kind() {
    assertThat(settings(10, FAULTS).plan()).extracting(PlannedFault::kind).containsAll(FAULTS);
  }

  @Test
  void without_faults_nothing_is_planned() {
    assertThat(settings(5, Set.of()).plan()).isEmpty();
  }

  @Test
  void every_instance_is_attacked() {
    assertThat(settings(30, FAULTS).plan())
        .extracting(fault -> fault.target().toString())
        .contains("processor-1", "processor-2", "adapter-1", "adapter-2", "adapter-3")
        .contains("broker-1", "broker-2", "broker-3");
  }

  @Test
  void parts_are_exposed_to_what_is_asked_for_alone() {
    assertThat(settings(5, FAULTS).exposure()).isEqualTo(Exposure.NONE);
    assertThat(settings(5, Set.of(FaultKind.LOSS)).exposure())
        .isEqualTo(new Exposure(true, false, false));
  }

  @Test
  void a_cluster_has_one_broker_or_three() {
    assertThatThrownBy(() -> new RunSettings(Duration.ofMinutes(5), 7, FAULTS, 200, 6, 2, 1, 1))
        .hasMessage("--brokers takes 1 or 3");
  }

  @Test
  void says_how_to_make_the_run_again() {
    assertThat(settings(5, FAULTS).describe())
        .isEqualTo(
            "--minutes 5 --seed 7 --faults kill,pause,restart --rate 200 --partners 6"
                + " --brokers 3 --processors 2 --adapters 3");
    assertThat(settings(5, Set.of()).describe()).contains("--faults none");
  }

  private static RunSettings settings(int minutes, Set<FaultKind> faults) {
    return new RunSettings(Duration.ofMinutes(minutes), 7, faults, 200, 6, 3, 2, 3);
  }
}
