package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.EraseItems;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.NewEpoch;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItem;
import io.orderwire.avro.SequenceRange;
import io.orderwire.avro.TrimHistory;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerializer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/** Input records as producers write them, for one partition. */
final class Input {
  static final int PARTITION = 3;
  static final Instant OCCURRED = Instant.parse("2026-11-24T06:00:00Z");

  private final AvroSerializer<GenericContainer> serializer;

  Input(RegistryClient registry) {
    serializer = new AvroSerializer<>(registry, TopicCatalogue.EVENTS.valueOptions());
  }

  /**
   * A record.
   *
   * @param appendedAt the broker's time in milliseconds
   */
  record Sent(byte @Nullable [] key, byte @Nullable [] value, long appendedAt) {}

  /** The n-th partner whose records belong in the partition. */
  static String partner(int n) {
    return IntStream.range(0, 10_000)
        .mapToObj(i -> "partner-" + i)
        .filter(id -> PartnerPartitioner.partitionOf(id, TopicCatalogue.PARTITIONS) == PARTITION)
        .skip(n)
        .findFirst()
        .orElseThrow();
  }

  static UUID id(int n) {
    return new UUID(0x4000L, 0x8000000000000000L | n);
  }

  static OrderEvent cancelled(String partner, int id, String reason) {
    return OrderEvent.newBuilder()
        .setEventId(id(id))
        .setPartnerId(partner)
        .setOrderId("ord-" + id)
        .setOccurredAt(OCCURRED)
        .setData(new OrderCancelled("customer", reason))
        .build();
  }

  static OrderEvent created(String partner, int id, String total) {
    BigDecimal amount = new BigDecimal(total).setScale(4);
    return OrderEvent.newBuilder()
        .setEventId(id(id))
        .setPartnerId(partner)
        .setOrderId("ord-" + id)
        .setOccurredAt(OCCURRED)
        .setData(
            new OrderCreated(
                "c-1", "EUR", amount, List.of(new OrderItem(1, "café", 1, amount)), null))
        .build();
  }

  static HistoryCommand erase(String partner, int id, long first, long last) {
    return command(partner, id, new EraseItems(List.of(new SequenceRange(0, first, last))));
  }

  static HistoryCommand trim(String partner, int id, long before) {
    return command(partner, id, new TrimHistory(before));
  }

  static HistoryCommand newEpoch(String partner, int id, long from) {
    return command(partner, id, new NewEpoch(from));
  }

  private static HistoryCommand command(String partner, int id, Object what) {
    return HistoryCommand.newBuilder()
        .setCommandId(id(id))
        .setPartnerId(partner)
        .setIssuedAt(OCCURRED)
        .setIssuedBy("test")
        .setCommand(what)
        .build();
  }

  byte[] bytes(GenericContainer value) {
    byte[] bytes = serializer.serialize(TopicCatalogue.EVENTS.topicName(), value);
    if (bytes == null) {
      throw new IllegalStateException("nothing was written");
    }
    return bytes;
  }

  Sent event(OrderEvent event, long appendedAt) {
    return new Sent(event.getPartnerId().getBytes(UTF_8), bytes(event), appendedAt);
  }

  Sent command(HistoryCommand command, long appendedAt) {
    return new Sent(command.getPartnerId().getBytes(UTF_8), bytes(command), appendedAt);
  }

  /** A value like another's, but with a schema id of its own. */
  static byte[] withSchemaId(byte[] value, int id) {
    byte[] copy = value.clone();
    ByteBuffer.wrap(copy).putInt(1, id);
    return copy;
  }
}
