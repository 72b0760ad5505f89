package io.orderwire.delivery.kafka.commands;

import io.orderwire.avro.EraseItems;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.NewEpoch;
import io.orderwire.avro.SequenceRange;
import io.orderwire.avro.TrimHistory;
import io.orderwire.delivery.command.Command;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.Extent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Commands as Avro, and as the audit shows them. Pure. */
final class CommandRecords {
  private static final JsonMapper JSON = JsonMapper.shared();

  private CommandRecords() {}

  static HistoryCommand toAvro(Issued issued, Instant now) {
    return HistoryCommand.newBuilder()
        .setCommandId(issued.id())
        .setPartnerId(issued.partnerId())
        .setIssuedAt(now.truncatedTo(ChronoUnit.MICROS))
        .setIssuedBy(issued.author().inWords())
        .setCommand(toAvro(issued.command()))
        .build();
  }

  private static Object toAvro(Command command) {
    return switch (command) {
      case Command.NewEpoch(long from) -> new NewEpoch(from);
      case Command.Trim(long before) -> new TrimHistory(before);
      case Command.Erase(List<SlotRange> ranges) ->
          new EraseItems(
              ranges.stream()
                  .map(range -> new SequenceRange(range.epoch(), range.first(), range.last()))
                  .toList());
    };
  }

  /** What a history holds. */
  static String shown(Extent extent) {
    return JSON.createObjectNode()
        .put("epoch", extent.newest().epoch())
        .put("oldest_sequence", extent.oldest().sequence())
        .put("newest_sequence", extent.newest().sequence())
        .put("frozen", extent.frozen())
        .toString();
  }

  /** What a command says; of many ranges only the ends, and how many slots they are. */
  static String shown(Issued issued) {
    ObjectNode json = JSON.createObjectNode().put("command_id", issued.id().toString());
    switch (issued.command()) {
      case Command.NewEpoch(long from) -> json.put("from_sequence", from);
      case Command.Trim(long before) -> json.put("before_sequence", before);
      case Command.Erase(List<SlotRange> ranges) ->
          json.put("first_sequence", ranges.stream().mapToLong(SlotRange::first).min().orElse(0))
              .put("last_sequence", ranges.stream().mapToLong(SlotRange::last).max().orElse(0))
              .put("slots", ranges.stream().mapToLong(SlotRange::size).sum());
    }
    return json.toString();
  }
}
