package io.orderwire.delivery.kafka.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.EraseItems;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.NewEpoch;
import io.orderwire.avro.SequenceRange;
import io.orderwire.avro.TrimHistory;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.command.Command;
import io.orderwire.delivery.command.CommandLog.CommandsUnavailableException;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.history.MemoryRegistry;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is written for a command, and in which order, over producers in memory. */
final class KafkaCommandsTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Extent FROZEN = new Extent(new Position(0, 1), new Position(1, 41), true);

  private final MemoryRegistry registry = new MemoryRegistry();
  private final Serde<AuditEntry> entries =
      AvroSerde.specific(AuditEntry.class, registry, TopicCatalogue.AUDIT.valueOptions());
  private final Serde<HistoryCommand> values =
      AvroSerde.specific(HistoryCommand.class, registry, TopicCatalogue.EVENTS.valueOptions());
  private final MockProducer<byte[], byte[]> auditProducer = producer();
  private final MockProducer<byte[], byte[]> producer = producer();
  private final KafkaCommands commands =
      new KafkaCommands(
          producer,
          values,
          new AuditLog(
              auditProducer, new AuditTrail(entries, () -> ID, () -> NOW), Duration.ofSeconds(30)),
          () -> NOW,
          Duration.ofSeconds(30));

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private HistoryCommand written(Command command, Author author) throws InterruptedException {
    commands.append(new Issued(ID, "acme", command, author, FROZEN));
    ProducerRecord<byte[], byte[]> record = producer.history().getLast();
    assertThat(record.topic()).isEqualTo("orders.events.v1");
    assertThat(new String(record.key(), UTF_8)).isEqualTo("acme");
    assertThat(record.partition())
        .isEqualTo(PartnerPartitioner.partitionOf("acme", TopicCatalogue.PARTITIONS));
    return values.deserializer().deserialize(record.topic(), record.value());
  }

  private AuditEntry entry() {
    ProducerRecord<byte[], byte[]> record = auditProducer.history().getLast();
    assertThat(record.topic()).isEqualTo("orders.audit.v1");
    assertThat(new String(record.key(), UTF_8)).isEqualTo("acme");
    return entries.deserializer().deserialize(record.topic(), record.value());
  }

  @Test
  void a_new_epoch_is_written_where_its_partners_events_are() throws Exception {
    HistoryCommand written = written(new Command.NewEpoch(42), Authors.OPERATOR);

    assertThat(written)
        .isEqualTo(new HistoryCommand(ID, "acme", NOW, "operator alice", new NewEpoch(42L)));
  }

  @Test
  void what_erases_and_trims_is_written_as_it_is_meant() throws Exception {
    assertThat(written(new Command.Trim(7), new Author.Service()).getCommand())
        .isEqualTo(new TrimHistory(7L));
    Command erase = new Command.Erase(List.of(new SlotRange(0, 3, 4), new SlotRange(1, 9, 9)));
    assertThat(written(erase, Authors.OPERATOR).getCommand())
        .isEqualTo(
            new EraseItems(List.of(new SequenceRange(0, 3L, 4L), new SequenceRange(1, 9L, 9L))));
    assertThat(JsonMapper.shared().readTree(entry().getAfter()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"command_id":"%s","first_sequence":3,"last_sequence":9,"slots":3}\
                    """
                        .formatted(ID)));
  }

  @Test
  void the_record_of_changes_tells_who_asked_for_what_and_what_was_there() throws Exception {
    var _ = written(new Command.NewEpoch(42), Authors.OPERATOR);

    AuditEntry entry = entry();
    assertThat(entry.getAction()).isEqualTo("new_epoch");
    assertThat(entry.getActorKind()).isEqualTo("operator");
    assertThat(entry.getActorId()).isEqualTo("alice");
    assertThat(entry.getResourceType()).isEqualTo("history");
    assertThat(entry.getResourceId()).isEqualTo("acme");
    assertThat(entry.getRequestId()).isEqualTo("ticket-1");
    assertThat(entry.getOrigin()).isEqualTo("127.0.0.1");
    assertThat(entry.getOccurredAt()).isEqualTo(NOW);
    assertThat(JsonMapper.shared().readTree(entry.getBefore()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"epoch":1,"oldest_sequence":1,"newest_sequence":41,"frozen":true}\
                    """));
    assertThat(JsonMapper.shared().readTree(entry.getAfter()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree("{\"command_id\":\"%s\",\"from_sequence\":42}".formatted(ID)));
  }

  @Test
  void without_its_entry_no_command_is_written() {
    auditProducer.sendException = new TimeoutException("away");

    assertThatThrownBy(() -> written(new Command.NewEpoch(42), Authors.OPERATOR))
        .isInstanceOf(CommandsUnavailableException.class);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void a_command_that_the_broker_does_not_take_is_said() {
    producer.sendException = new TimeoutException("away");

    assertThatThrownBy(() -> written(new Command.NewEpoch(42), Authors.OPERATOR))
        .isInstanceOf(CommandsUnavailableException.class);
    assertThat(auditProducer.history()).hasSize(1);
  }
}
