package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.PartnerPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** Every way in which a record can fail to be sequenced; none of them stops the stream. */
class RejectionTest {
  private static final String A = Input.partner(0);
  private static final byte[] KEY = A.getBytes(UTF_8);

  private final Attempts attempts = new Attempts();
  private final Input input = new Input(attempts.registry);
  private final byte[] good = input.bytes(Input.created(A, 1, "1.00"));

  @Test
  void what_waits_when_the_topic_is_made_anew_is_rejected_in_its_order_before_anything_new() {
    Input.Sent waits = new Input.Sent(KEY, Input.withSchemaId(good, 4_711), 1);
    List<Input.Sent> former = new ArrayList<>(Collections.nCopies(40, waits));
    former.set(0, input.event(Input.created(A, 1, "1.00"), 1));
    // Held until the process dies with the write of the first record behind the commit.
    attempts.registry.away(true);
    attempts.holdsWithoutEnd(former);

    attempts.registry.away(false);
    attempts.topicMadeAnew();
    assertThat(attempts.run(List.of(input.event(Input.created(A, 2, "2.00"), 2)), 1, -1)).isTrue();
    assertThat(attempts.committed.stream().map(Attempts.Written::to))
        .startsWith(SequencerTopology.TO_REJECTED)
        .endsWith(SequencerTopology.TO_HISTORY);
    assertThat(attempts.committed)
        .filteredOn(one -> one.to().equals(SequencerTopology.TO_REJECTED))
        .extracting(one -> one.headers().get("ow-source-offset"))
        .isEqualTo(IntStream.range(0, 40).mapToObj(String::valueOf).toList());
  }

  @Test
  void a_null_value_is_undecodable() {
    assertRejected(new Input.Sent(KEY, null, 1), "undecodable");
  }

  @Test
  void bytes_that_are_not_avro_are_undecodable() {
    assertRejected(new Input.Sent(KEY, "{\"event_id\":1}".getBytes(UTF_8), 1), "undecodable");
    assertRejected(new Input.Sent(KEY, new byte[0], 1), "undecodable");
  }

  @Test
  void a_datum_with_something_behind_it_is_undecodable() {
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertRejected(new Input.Sent(KEY, longer, 1), "undecodable");
  }

  @Test
  void a_datum_that_claims_two_gigabytes_is_undecodable_and_reserves_nothing() {
    byte[] wire = Arrays.copyOf(good, 5 + 10);
    Arrays.fill(wire, 5, 9, (byte) 0xFE);
    wire[9] = 0x0F;
    assertRejected(new Input.Sent(KEY, wire, 1), "undecodable");
  }

  @Test
  void another_record_type_is_undecodable() {
    Schema other = SchemaBuilder.record("Other").fields().requiredLong("n").endRecord();
    attempts.registry.registerLate(99, other);
    assertRejected(new Input.Sent(KEY, new byte[] {0, 0, 0, 0, 99, 2}, 1), "undecodable");
  }

  @Test
  void a_schema_id_that_the_registry_does_not_know_is_unknown_schema_after_a_verdict() {
    byte[] unknown = Input.withSchemaId(good, 77);
    assertRejected(new Input.Sent(KEY, unknown, 1), "unknown_schema");
    assertThat(attempts.verdicts).isNotEmpty();
  }

  @Test
  void a_schema_that_is_registered_later_counts_for_later_records_only() {
    byte[] unknown = Input.withSchemaId(good, 77);
    Input.Sent sent = new Input.Sent(KEY, unknown, 1);
    assertThat(attempts.run(List.of(sent), 1, -1)).isTrue();
    attempts.registry.registerLate(77, OrderEvent.getClassSchema());
    assertThat(attempts.run(List.of(sent, sent), 1, -1)).isTrue();
    assertThat(attempts.committed.stream().map(Attempts.Written::to))
        .containsExactly(
            SequencerTopology.TO_REJECTED,
            SequencerTopology.TO_HISTORY,
            SequencerTopology.TO_HISTORY);
  }

  @Test
  void a_value_over_256_kib_is_too_large_whatever_it_is() {
    byte[] big = new byte[EventRules.MAX_EVENT_BYTES + 1];
    assertRejected(new Input.Sent(KEY, big, 1), "too_large");
  }

  @Test
  void a_value_that_no_topic_could_take_is_named_by_its_hash() {
    byte[] huge = new byte[RejectedRecords.MAX_BYTES + 1];
    Attempts.Written written = assertRejected(new Input.Sent(KEY, huge, 1), "too_large");
    assertThat(written.value()).isNull();
    assertThat(written.headers())
        .containsEntry("ow-value-omitted", String.valueOf(huge.length))
        .containsKey("ow-value-sha256");
  }

  @Test
  void a_null_key_and_one_that_names_another_partner_are_key_mismatches() {
    assertRejected(new Input.Sent(null, good, 1), "key_mismatch");
    assertRejected(new Input.Sent(Input.partner(1).getBytes(UTF_8), good, 1), "key_mismatch");
  }

  @Test
  void an_event_in_another_partition_than_its_partners_is_rejected() {
    OrderEvent elsewhere = Input.created("acme", 1, "1.00");
    assertThat(PartnerPartitioner.partitionOf("acme", 12)).isNotEqualTo(Input.PARTITION);
    assertRejected(input.event(elsewhere, 1), "wrong_partition");
    assertRejected(input.command(Input.trim("acme", 2, 1), 1), "wrong_partition");
  }

  @Test
  void a_field_that_breaks_the_rules_is_named() {
    OrderEvent event =
        OrderEvent.newBuilder(Input.created(A, 1, "1.00")).setOrderId("created-history").build();
    Attempts.Written written = assertRejected(input.event(event, 1), "invalid");
    assertThat(written.headers()).containsEntry("ow-field", "order_id");
  }

  @Test
  void a_nul_in_a_text_is_invalid() {
    assertRejected(input.event(Input.cancelled(A, 1, "a\0b"), 1), "invalid");
  }

  @Test
  void text_that_is_no_utf_8_is_undecodable() {
    byte[] bytes = input.bytes(Input.cancelled(A, 1, "marker"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("marker");
    bytes[at] = (byte) 0xED;
    bytes[at + 1] = (byte) 0xA0;
    bytes[at + 2] = (byte) 0x80;
    assertRejected(new Input.Sent(KEY, bytes, 1), "undecodable");
  }

  @Test
  void ids_of_no_length_and_of_a_mebibyte_are_rejected() {
    OrderEvent empty = OrderEvent.newBuilder(Input.created(A, 1, "1.00")).setOrderId("").build();
    assertRejected(input.event(empty, 1), "invalid");
    OrderEvent huge =
        OrderEvent.newBuilder(Input.created(A, 1, "1.00"))
            .setOrderId("x".repeat(1_048_576))
            .build();
    assertRejected(input.event(huge, 1), "too_large");
  }

  @Test
  void an_id_that_was_had_with_other_content_is_rejected() {
    List<Input.Sent> both =
        List.of(
            input.event(Input.created(A, 1, "1.00"), 1), input.event(Input.created(A, 1, "2"), 2));
    assertThat(attempts.run(both, 1, -1)).isTrue();
    Map<String, String> headers = attempts.committed.getLast().headers();
    assertThat(headers)
        .containsEntry("ow-reason", "event_id_reused")
        .containsEntry("ow-field", "event_id")
        .containsEntry("ow-source-offset", "1");
  }

  @Test
  void a_command_that_is_out_of_bounds_is_invalid() {
    Attempts.Written written =
        assertRejected(input.command(Input.erase(A, 1, 1, 10_001), 1), "invalid");
    assertThat(written.headers()).containsEntry("ow-field", "command.ranges");
  }

  /** The record alone is rejected, as it came, and what comes after it is sequenced. */
  private Attempts.Written assertRejected(Input.Sent sent, String reason) {
    attempts.forget();
    Input.Sent after = input.event(Input.cancelled(A, 500, "after"), 9);
    assertThat(attempts.run(List.of(sent, after), 1, -1)).isTrue();
    Attempts.Written first = attempts.committed.getFirst();
    assertThat(first.to()).isEqualTo(SequencerTopology.TO_REJECTED);
    assertThat(first.headers())
        .containsEntry("ow-reason", reason)
        .containsEntry("ow-source-partition", String.valueOf(Input.PARTITION))
        .containsEntry("ow-source-offset", "0");
    assertThat(first.key() == null ? null : first.key().get()).isEqualTo(sent.key());
    if (!first.headers().containsKey("ow-value-omitted")) {
      assertThat(first.value() == null ? null : first.value().get()).isEqualTo(sent.value());
    }
    assertThat(attempts.committed.getLast().to()).isEqualTo(SequencerTopology.TO_HISTORY);
    return first;
  }
}
