package io.orderwire.verify.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultKindTest {

  @Test
  void parses_names() {
    assertThat(FaultKind.parse("kill, disk-full"))
        .containsExactly(FaultKind.KILL, FaultKind.DISK_FULL);
  }

  @Test
  void parses_every_name() {
    String names =
        Arrays.stream(FaultKind.values()).map(FaultKind::code).collect(Collectors.joining(","));

    assertThat(FaultKind.parse(names)).containsExactly(FaultKind.values());
  }

  @Test
  void parses_all() {
    assertThat(FaultKind.parse("all")).containsExactly(FaultKind.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kil", "KILL", "disk_full", "kill,all"})
  void names_what_is_unknown_and_what_is_known(String names) {
    assertThatThrownBy(() -> FaultKind.parse(names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("unknown fault '(kil|KILL|disk_full|all)': give some of kill,pause,.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kill,", ",kill"})
  void refuses_a_missing_name(String names) {
    assertThatThrownBy(() -> FaultKind.parse(names)).hasMessageStartingWith("unknown fault ''");
  }

  @Test
  void a_partition_is_between_what_calls_each_other() {
    assertThat(FaultKind.PARTITION.isBetween(Role.ADAPTER, Role.ADAPTER)).isTrue();
    assertThat(FaultKind.PARTITION.isBetween(Role.BROKER, Role.BROKER)).isTrue();
    assertThat(FaultKind.PARTITION.isBetween(Role.REGISTRY, Role.PROCESSOR)).isTrue();
    assertThat(FaultKind.PARTITION.isBetween(Role.PROCESSOR, Role.PRODUCER)).isFalse();
    assertThat(FaultKind.PARTITION.isBetween(Role.PROCESSOR, Role.PROCESSOR)).isFalse();
    assertThat(FaultKind.KILL.isBetween(Role.BROKER, Role.BROKER)).isFalse();
  }
}
