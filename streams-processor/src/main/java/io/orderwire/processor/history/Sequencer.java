package io.orderwire.processor.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what an arrival does to a partner's history. Pure. */
public final class Sequencer {

  private Sequencer() {}

  /**
   * Appends an event.
   *
   * @param head the partner's head, {@link Head#EMPTY} for a new partner
   * @param known what the partner's window holds under the event's id, or null
   * @param event a valid event of this partner
   */
  public static AppendResult append(Head head, @Nullable Remembered known, Arrival event) {
    Instant at = head.recordTimeOf(event);
    if (known != null && known.countsFor(head, at)) {
      return known.content().equals(event.content()) ? new Duplicate(known) : reused("event_id");
    }
    Head begun = head.begun();
    Head next = begun.withNext().accepting(at);
    Slot slot = new Slot(next.epoch(), next.newest());
    return new Appended(
        next,
        new Remembered(next.accepted(), event.content(), at, slot),
        head.hasBegun() ? null : begun.header());
  }

  /**
   * Applies a command. A command's id is kept in the same window as the ids of events: within it a
   * repeated command is a duplicate without effect. A rejected command is not remembered.
   *
   * @param head the partner's head, {@link Head#EMPTY} for a new partner
   * @param known what the partner's window holds under the command's id, or null
   * @param arrival the command's id, content and time
   * @param command what to do
   */
  public static CommandResult apply(
      Head head, @Nullable Remembered known, Arrival arrival, Command command) {
    Instant at = head.recordTimeOf(arrival);
    if (known != null && known.countsFor(head, at)) {
      return known.content().equals(arrival.content())
          ? new Duplicate(known)
          : reused("command_id");
    }
    return switch (Effects.of(head, command)) {
      case Effects.Refused(Rejected rejected) -> rejected;
      case Effects.Done(Head changed, var changes) -> {
        Head next = changed.accepting(at);
        Slot slot = new Slot(next.epoch(), 0);
        yield new Applied(
            next, new Remembered(next.accepted(), arrival.content(), at, slot), changes);
      }
    };
  }

  private static Rejected reused(String field) {
    return new Rejected(
        RejectionReason.EVENT_ID_REUSED, field, "this id was used before with other content");
  }
}
