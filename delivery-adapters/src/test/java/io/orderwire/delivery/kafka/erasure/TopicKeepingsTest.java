package io.orderwire.delivery.kafka.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.erasure.ErasureDeadline;
import io.orderwire.delivery.erasure.Keeping;
import io.orderwire.delivery.erasure.Keeping.Longest;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicKeepingsTest {
  private static final String DAY = String.valueOf(Duration.ofDays(1).toMillis());

  private static Keeping of(Topic topic) {
    return TopicKeepings.of(topic.topicName(), topic.config());
  }

  private static Longest days(int days) {
    return new Longest.For(Duration.ofDays(days));
  }

  @Test
  void topics_as_they_are_made_keep_nothing_beyond_30_days() {
    assertThat(of(TopicCatalogue.EVENTS).longest()).isEqualTo(days(21));
    assertThat(of(TopicCatalogue.HISTORY).longest()).isEqualTo(days(2));
    assertThat(of(TopicCatalogue.REJECTED).longest()).isEqualTo(days(30));
    assertThat(of(TopicCatalogue.ATTEMPTS).longest()).isEqualTo(days(30));
    assertThat(
            new ErasureDeadline(Duration.ofDays(30))
                .beyond(
                    List.of(
                        of(TopicCatalogue.EVENTS),
                        of(TopicCatalogue.HISTORY),
                        of(TopicCatalogue.REJECTED),
                        of(TopicCatalogue.ATTEMPTS))))
        .isEmpty();
  }

  @Test
  void a_record_stays_as_long_as_the_last_one_of_its_segment() {
    assertThat(
            TopicKeepings.of(
                "t", Map.of("cleanup.policy", "delete", "retention.ms", DAY, "segment.ms", DAY)))
        .hasToString("t: 2d (retention.ms 1d and segment.ms 1d)");
    assertThat(TopicKeepings.of("t", Map.of("retention.ms", "-1")))
        .hasToString("t: for ever (retention.ms without end and segment.ms 7d)");
  }

  @Test
  void what_is_compacted_waits_for_its_segment_s_end_and_then_for_the_lag() {
    assertThat(
            TopicKeepings.of(
                "t",
                Map.of(
                    "cleanup.policy",
                    "compact",
                    "max.compaction.lag.ms",
                    DAY,
                    "segment.ms",
                    "1000")))
        .hasToString("t: 86401s (max.compaction.lag.ms 1d and segment.ms 1s)");
    assertThat(TopicKeepings.of("t", Map.of("cleanup.policy", "compact")).longest())
        .isEqualTo(new Longest.Ever());
  }
}
