package io.orderwire.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.schemas.TopicReport.Deviation;
import org.junit.jupiter.api.Test;

final class DeviationTextTest {

  @Test
  void a_history_that_is_deleted_by_age_is_grave_and_the_command_says_how_to_end_it() {
    Deviation deviation =
        new Deviation("orders.partner-history.v1", "cleanup.policy", "compact", "delete");

    assertThat(DeviationText.isGrave(deviation)).isTrue();
    assertThat(DeviationText.of(deviation))
        .contains("cleanup.policy=delete", "WILL DELETE")
        .endsWith(
            "--alter --entity-type topics --entity-name orders.partner-history.v1"
                + " --add-config cleanup.policy=compact");
  }

  @Test
  void events_with_the_times_of_producers_clocks_are_grave() {
    Deviation deviation =
        new Deviation("orders.events.v1", "message.timestamp.type", "LogAppendTime", "CreateTime");

    assertThat(DeviationText.isGrave(deviation)).isTrue();
    assertThat(DeviationText.of(deviation))
        .contains("clocks")
        .endsWith(
            "--entity-name orders.events.v1 --add-config message.timestamp.type=LogAppendTime");
  }

  @Test
  void another_retention_is_told_and_no_more() {
    Deviation deviation = new Deviation("orders.events.v1", "retention.ms", "1209600000", null);

    assertThat(DeviationText.isGrave(deviation)).isFalse();
    assertThat(DeviationText.of(deviation))
        .isEqualTo(
            "Topic orders.events.v1 has retention.ms=null, but the catalogue says 1209600000;"
                + " it is left so");
  }
}
