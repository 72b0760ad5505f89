package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InputGuardTest {
  private static final UUID TOPIC = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);
  private static final RulesVersion NOW = new RulesVersion(2, 1);
  private static final InputState SAME = new InputState(NOW, TOPIC, 41);
  private static final InputState FORMER = new InputState(new RulesVersion(1, 1), TOPIC, 41);

  @Test
  void a_partition_goes_on_after_its_last_offset_and_a_new_one_at_its_beginning() {
    InputGuard guard = new InputGuard(NOW, TOPIC, false, Map.of());
    assertThat(guard.lastOffset(0, SAME, true)).isEqualTo(41);
    assertThat(guard.lastOffset(0, null, true)).isEqualTo(-1);
  }

  @Test
  void other_rules_are_refused_where_the_input_was_not_found_drained() {
    InputGuard guard = new InputGuard(NOW, TOPIC, false, Map.of());
    assertThatThrownBy(() -> guard.lastOffset(3, FORMER, true))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("Partition 3")
        .hasMessageContaining("rules 1.1")
        .hasMessageContaining("rules 2.1");
  }

  @Test
  void other_rules_never_judge_a_record_that_was_there_before() {
    InputGuard guard = new InputGuard(NOW, TOPIC, false, Map.of(3, 50L));
    assertThat(guard.lastOffset(3, FORMER, true)).isEqualTo(41);
    assertThatThrownBy(() -> guard.admit(3, 49, FORMER))
        .isInstanceOf(RefusedToStartException.class);
    assertThatCode(() -> guard.admit(3, 50, FORMER)).doesNotThrowAnyException();
    assertThatCode(() -> guard.admit(3, 42, SAME)).doesNotThrowAnyException();
  }

  @Test
  void other_rules_are_refused_where_a_record_waits_for_its_schema() {
    InputGuard guard = new InputGuard(NOW, TOPIC, false, Map.of(3, 50L));
    assertThatThrownBy(() -> guard.lastOffset(3, FORMER, false))
        .isInstanceOf(RefusedToStartException.class);
    assertThat(guard.lastOffset(3, SAME, false)).isEqualTo(41);
  }

  @Test
  void an_input_topic_that_was_made_anew_is_refused_until_an_operator_accepts_it() {
    InputGuard guard = new InputGuard(NOW, OTHER, false, Map.of());
    assertThatThrownBy(() -> guard.lastOffset(0, SAME, true))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("accept-source-topic-id=" + OTHER);
    assertThat(new InputGuard(NOW, OTHER, true, Map.of()).lastOffset(0, SAME, true)).isEqualTo(-1);
  }

  @Test
  void the_state_survives_its_bytes() {
    assertThat(InputState.fromBytes(SAME.toBytes())).isEqualTo(SAME);
  }
}
