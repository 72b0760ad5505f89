package io.orderwire.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class TopicGenerationTest {
  private static final TopicGeneration SECOND = new TopicGeneration(2, 24);

  @Test
  void is_v1_with_12_partitions_where_nobody_says_otherwise() {
    assertThat(TopicGeneration.of(null, " ")).isEqualTo(new TopicGeneration(1, 12));
    assertThat(TopicGeneration.ofThisProcess()).isEqualTo(TopicGeneration.FIRST);
    assertThat(TopicCatalogue.PARTITIONS).isEqualTo(12);
  }

  @Test
  void is_what_the_settings_say() {
    assertThat(TopicGeneration.of("2", "24")).isEqualTo(SECOND);
  }

  @Test
  void refuses_what_means_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicGeneration.of("two", null))
        .withMessageContaining("orderwire.topics.version");
    assertThatIllegalArgumentException().isThrownBy(() -> TopicGeneration.of("0", null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicGeneration.of("2", "0"))
        .withMessageContaining("orderwire.topics.partitions");
    assertThatIllegalArgumentException().isThrownBy(() -> TopicGeneration.of("2", "10001"));
  }

  @Test
  void a_process_serves_one_as_long_as_it_lives() {
    TopicGeneration.settle(null, null);
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> TopicGeneration.settle("2", "24"))
          .withMessageContaining("v1 with 12 partitions");
    } finally {
      System.clearProperty(TopicGeneration.VERSION);
      System.clearProperty(TopicGeneration.PARTITIONS);
    }
  }

  @Test
  void topics_differ_in_name_and_count_alone() {
    Topic second = TopicCatalogue.HISTORY.in(SECOND);

    assertThat(second.topicName()).isEqualTo("orders.partner-history.v2");
    assertThat(second.partitions()).isEqualTo(24);
    assertThat(second.config()).isEqualTo(TopicCatalogue.HISTORY.config());
    assertThat(second.in(TopicGeneration.FIRST)).isEqualTo(TopicCatalogue.HISTORY);
  }

  @Test
  void groups_are_named_as_ever_in_the_first_and_apart_in_others() {
    assertThat(TopicGeneration.FIRST.qualify("orderwire-processor"))
        .isEqualTo("orderwire-processor");
    assertThat(SECOND.qualify("orderwire-processor")).isEqualTo("orderwire-processor-v2");
  }
}
