package io.orderwire.processor.history;

import io.orderwire.processor.history.Change.EraseSlot;
import io.orderwire.processor.history.Change.RemoveSlot;
import io.orderwire.processor.history.Change.WriteHeader;
import io.orderwire.processor.history.Command.Erase;
import io.orderwire.processor.history.Command.NewEpoch;
import io.orderwire.processor.history.Command.SlotRange;
import io.orderwire.processor.history.Command.Trim;
import java.util.ArrayList;
import java.util.List;

/** What a command does to a head and to the history. */
sealed interface Effects {

  /** The head without the command's own id yet, and the writes. */
  record Done(Head head, List<Change> changes) implements Effects {}

  /** The command is invalid. */
  record Refused(Rejected rejected) implements Effects {}

  static Effects of(Head head, Command command) {
    return switch (command) {
      case Erase erase -> erase(head, erase.ranges());
      case Trim trim -> trim(head, trim.beforeSequence());
      case NewEpoch newEpoch -> newEpoch(head, newEpoch.fromSequence());
    };
  }

  private static Effects erase(Head head, List<SlotRange> ranges) {
    if (ranges.isEmpty()) {
      return invalid("command.ranges", "must have at least one range");
    }
    long slots = 0;
    for (int i = 0; i < ranges.size(); i++) {
      SlotRange range = ranges.get(i);
      String field = "command.ranges[" + i + "].";
      if (range.epoch() < 0) {
        return invalid(field + "epoch", "must be at least 0");
      }
      if (range.first() < 1) {
        return invalid(field + "first_sequence", "must be at least 1");
      }
      if (range.last() < range.first()) {
        return invalid(field + "last_sequence", "must be at least first_sequence");
      }
      // Both ends are at least 1, so the difference cannot overflow; the sum is checked each time.
      if (range.last() - range.first() >= Rules.MAX_SLOTS_PER_COMMAND - slots) {
        return invalid("command.ranges", tooMany());
      }
      slots += range.last() - range.first() + 1;
    }
    List<Change> changes = new ArrayList<>();
    for (SlotRange range : ranges) {
      for (Span span : head.spans()) {
        if (span.epoch() == range.epoch()) {
          long first = Math.max(Math.max(range.first(), span.first()), head.oldest());
          for (long s = first; s <= Math.min(range.last(), span.last()); s++) {
            changes.add(new EraseSlot(new Slot(span.epoch(), s)));
          }
        }
      }
    }
    return new Done(head, changes);
  }

  private static Effects trim(Head head, long beforeSequence) {
    if (beforeSequence < 1) {
      return invalid("command.before_sequence", "must be at least 1");
    }
    long before = Math.min(beforeSequence, head.newest() + 1);
    if (before <= head.oldest()) {
      return new Done(head, List.of());
    }
    long slots = 0;
    for (Span span : head.spans()) {
      slots += Math.max(0, lastBelow(span, before) - firstFrom(span, head.oldest()) + 1);
    }
    if (slots > Rules.MAX_SLOTS_PER_COMMAND) {
      return invalid(
          "command.before_sequence", tooMany() + "; the oldest kept is " + head.oldest());
    }
    List<Change> changes = new ArrayList<>();
    for (Span span : head.spans()) {
      for (long s = firstFrom(span, head.oldest()); s <= lastBelow(span, before); s++) {
        changes.add(new RemoveSlot(new Slot(span.epoch(), s)));
      }
    }
    Head trimmed = head.withOldest(before);
    // The header first: no reader meets a missing slot that it was not told of.
    changes.addFirst(new WriteHeader(trimmed.header()));
    return new Done(trimmed, changes);
  }

  private static long firstFrom(Span span, long oldest) {
    return Math.max(span.first(), oldest);
  }

  private static long lastBelow(Span span, long before) {
    return Math.min(span.last(), before - 1);
  }

  private static Effects newEpoch(Head head, long fromSequence) {
    if (fromSequence < 1 || fromSequence > head.newest() + 1) {
      return invalid("command.from_sequence", "must be from 1 to " + (head.newest() + 1));
    }
    if (head.epoch() >= Rules.MAX_EPOCH) {
      return invalid("command", "a history has at most " + Rules.MAX_EPOCH + " new epochs");
    }
    Head next = head.withEpochFrom(fromSequence);
    return new Done(next, List.of(new WriteHeader(next.header())));
  }

  private static String tooMany() {
    return "at most " + Rules.MAX_SLOTS_PER_COMMAND + " slots in one command";
  }

  private static Refused invalid(String field, String detail) {
    return new Refused(new Rejected(RejectionReason.INVALID, field, detail));
  }
}
