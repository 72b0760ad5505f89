package io.orderwire.delivery.kafka.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.erasure.ErasureDeadline;
import io.orderwire.delivery.erasure.Keeping;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** Against a broker of its own, whose topics it changes. */
class TopicKeepingsIT {
  private static final ErasureDeadline MONTH = new ErasureDeadline(Duration.ofDays(30));

  @Test
  void what_the_topics_say_now_counts_and_of_one_that_is_missing_what_it_will_say()
      throws Exception {
    try (TestKafka broker = TestKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.ensure(
          admin,
          List.of(TopicCatalogue.EVENTS, TopicCatalogue.HISTORY, TopicCatalogue.ATTEMPTS),
          Topics.BROKER_DEFAULT);
      assertThat(MONTH.beyond(TopicKeepings.of(admin))).isEmpty();
      assertThat(TopicKeepings.of(admin))
          .extracting(Keeping::toString)
          .contains("orders.rejected.v1: 30d (retention.ms 29d and segment.ms 1d)");

      set(admin, TopicCatalogue.EVENTS.topicName(), "retention.ms", Duration.ofDays(24));
      set(admin, TopicCatalogue.HISTORY.topicName(), "max.compaction.lag.ms", Duration.ofDays(40));

      // A broker learns of a change a moment later.
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(MONTH.beyond(TopicKeepings.of(admin)))
                      .extracting(Keeping::toString)
                      .containsExactly(
                          "orders.events.v1: 31d (retention.ms 24d and segment.ms 7d)",
                          "orders.partner-history.v1: 47d (max.compaction.lag.ms 40d and segment.ms"
                              + " 7d)"));
    }
  }

  private static void set(Admin admin, String topic, String name, Duration value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry(name, String.valueOf(value.toMillis())),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
