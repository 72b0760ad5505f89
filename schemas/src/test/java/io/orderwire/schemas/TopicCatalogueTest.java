package io.orderwire.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.serde.SubjectNameStrategy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopicCatalogueTest {

  @Test
  void names_and_partition_counts_never_change() {
    assertThat(TopicCatalogue.all())
        .extracting(Topic::topicName)
        .containsExactly(
            "orders.events.v1",
            "orders.partner-history.v1",
            "orders.rejected.v1",
            "orders.verdicts.v1",
            "orders.partners.v1",
            "orders.delivery-positions.v1",
            "orders.webhook-endpoints.v1",
            "orders.second-factors.v1",
            "orders.delivery-attempts.v1",
            "orders.audit.v1");
    assertThat(TopicCatalogue.all()).extracting(Topic::partitions).containsOnly(12);
  }

  @Test
  void events_are_stamped_by_the_broker_and_kept_14_days() {
    assertThat(TopicCatalogue.EVENTS.config())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "1209600000")
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("max.message.bytes", "1048588");
  }

  @Test
  void only_events_what_was_decided_on_them_attempts_and_the_audit_are_ever_deleted_by_age() {
    assertThat(TopicCatalogue.all())
        .filteredOn(topic -> "delete".equals(topic.config().get("cleanup.policy")))
        .containsExactly(
            TopicCatalogue.EVENTS,
            TopicCatalogue.REJECTED,
            TopicCatalogue.VERDICTS,
            TopicCatalogue.ATTEMPTS,
            TopicCatalogue.AUDIT);
  }

  @Test
  void verdicts_outlive_the_records_they_are_about_and_a_segment_that_is_still_open() {
    assertThat(TopicCatalogue.VERDICTS.config())
        .containsEntry("retention.ms", String.valueOf(Duration.ofDays(30).toMillis()));
  }

  @Test
  void attempts_and_what_is_rejected_are_gone_after_30_days_by_the_broker_s_clock() {
    for (Topic topic : List.of(TopicCatalogue.ATTEMPTS, TopicCatalogue.REJECTED)) {
      assertThat(topic.config())
          .containsEntry("retention.ms", String.valueOf(Duration.ofDays(29).toMillis()))
          .containsEntry("segment.ms", String.valueOf(Duration.ofDays(1).toMillis()))
          .containsEntry("message.timestamp.type", "LogAppendTime");
    }
  }

  @Test
  void the_audit_is_kept_400_days_by_the_broker_s_clock() {
    assertThat(TopicCatalogue.AUDIT.config())
        .containsEntry("retention.ms", String.valueOf(Duration.ofDays(400).toMillis()))
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void the_history_takes_times_ahead_of_the_brokers_clock() {
    assertThat(TopicCatalogue.HISTORY.config())
        .containsEntry("message.timestamp.type", "CreateTime")
        .containsEntry("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
  }

  @Test
  void no_topic_elects_an_unclean_leader() {
    assertThat(TopicCatalogue.all())
        .allSatisfy(
            topic ->
                assertThat(topic.config())
                    .containsEntry("unclean.leader.election.enable", "false"));
  }

  @Test
  void two_record_types_in_a_topic_have_a_subject_each() {
    SubjectNameStrategy subjects = TopicCatalogue.EVENTS.valueOptions().subjects();

    assertThat(subjects.subject("orders.events.v1", false, OrderEvent.getClassSchema()))
        .isEqualTo("orders.events.v1-io.orderwire.avro.OrderEvent");
    assertThat(subjects.subject("orders.events.v1", false, HistoryCommand.getClassSchema()))
        .isEqualTo("orders.events.v1-io.orderwire.avro.HistoryCommand");
    assertThatThrownBy(
            () ->
                new Encoding.Avro(
                    SubjectNameStrategy.TOPIC_NAME,
                    List.of(OrderEvent.getClassSchema(), HistoryCommand.getClassSchema())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keys_that_are_partner_ids_have_no_subject() {
    assertThatThrownBy(TopicCatalogue.EVENTS::keyOptions).isInstanceOf(IllegalStateException.class);
    assertThat(TopicCatalogue.HISTORY.keyOptions().isKey()).isTrue();
  }
}
