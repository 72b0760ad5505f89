package io.orderwire.processor.history.topology;

import io.orderwire.avro.EraseItems;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.avro.NewEpoch;
import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderCreated;
import io.orderwire.avro.OrderEvent;
import io.orderwire.avro.OrderItemFulfilled;
import io.orderwire.avro.OrderStatusChanged;
import io.orderwire.avro.TrimHistory;
import io.orderwire.processor.history.CanonicalContent;
import io.orderwire.processor.history.Command;
import io.orderwire.processor.history.Command.SlotRange;
import io.orderwire.processor.history.ContentHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What events and commands come down to in the domain. The hashes are kept in the state, so they
 * must not change; a new optional field is put last, which leaves contents without it as they were.
 */
final class Contents {

  private Contents() {}

  /** The hash of all of an event but its id and its partner, by which it is looked up. */
  static ContentHash of(OrderEvent event) {
    Object data = event.getData();
    CanonicalContent content =
        switch (data) {
          case OrderCreated created -> begin("order.created", event, created);
          case OrderStatusChanged changed -> begin("order.status_changed", event, changed);
          case OrderItemFulfilled fulfilled -> begin("order.item_fulfilled", event, fulfilled);
          case OrderCancelled cancelled -> begin("order.cancelled", event, cancelled);
          default -> throw new IllegalStateException("no payload: " + data.getClass());
        };
    return content.hash();
  }

  private static CanonicalContent begin(String type, OrderEvent event, OrderCreated data) {
    return begin(type, event)
        .put("customer_id", data.getCustomerId())
        .put("currency", data.getCurrency())
        .put("total", data.getTotal())
        .put(
            "items",
            data.getItems(),
            (content, item) ->
                content
                    .put("line", item.getLine())
                    .put("sku", item.getSku())
                    .put("quantity", item.getQuantity())
                    .put("amount", item.getAmount()))
        .put("attributes", data.getAttributes());
  }

  private static CanonicalContent begin(String type, OrderEvent event, OrderStatusChanged data) {
    return begin(type, event)
        .put("from", data.getFrom())
        .put("to", data.getTo())
        .put("reason", data.getReason());
  }

  private static CanonicalContent begin(String type, OrderEvent event, OrderItemFulfilled data) {
    return begin(type, event)
        .put("line", data.getLine())
        .put("sku", data.getSku())
        .put("quantity", data.getQuantity())
        .put("carrier", data.getCarrier());
  }

  private static CanonicalContent begin(String type, OrderEvent event, OrderCancelled data) {
    return begin(type, event).put("by", data.getBy()).put("reason", data.getReason());
  }

  private static CanonicalContent begin(String type, OrderEvent event) {
    return new CanonicalContent(type)
        .put("order_id", event.getOrderId())
        .put("occurred_at", micros(event.getOccurredAt()));
  }

  /** The hash of what a command does; who issued it and when is for the record only. */
  static ContentHash of(Command command) {
    return switch (command) {
      case Command.Erase(var ranges) ->
          new CanonicalContent("erase")
              .put(
                  "ranges",
                  ranges,
                  (content, range) ->
                      content
                          .put("epoch", range.epoch())
                          .put("first", range.first())
                          .put("last", range.last()))
              .hash();
      case Command.Trim(long before) -> new CanonicalContent("trim").put("before", before).hash();
      case Command.NewEpoch(long from) ->
          new CanonicalContent("new_epoch").put("from", from).hash();
    };
  }

  /** What the command says to do. */
  static Command commandOf(HistoryCommand command) {
    Object what = command.getCommand();
    return switch (what) {
      case EraseItems erase ->
          new Command.Erase(
              erase.getRanges().stream()
                  .map(
                      range ->
                          new SlotRange(
                              range.getEpoch(), range.getFirstSequence(), range.getLastSequence()))
                  .toList());
      case TrimHistory trim -> new Command.Trim(trim.getBeforeSequence());
      case NewEpoch newEpoch -> new Command.NewEpoch(newEpoch.getFromSequence());
      default -> throw new IllegalStateException("no command: " + what.getClass());
    };
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
