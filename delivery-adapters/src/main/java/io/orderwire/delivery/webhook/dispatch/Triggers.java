package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Format;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When one trigger stands for what is pending: always with the format of that name, and else where
 * the endpoint wants it once its backlog is above a threshold. A stored retry whose sequences span
 * more than the threshold is of such a trigger: less is none.
 */
final class Triggers {
  private final DispatchRules rules;
  private final SettledRanges settled;
  private final NavigableMap<Long, Retry> retries;
  private final Lanes lanes;
  private final Reading reading;
  private @Nullable Gathering gathering;

  Triggers(
      DispatchRules rules,
      SettledRanges settled,
      NavigableMap<Long, Retry> retries,
      Lanes lanes,
      Reading reading) {
    this.rules = rules;
    this.settled = settled;
    this.retries = retries;
    this.lanes = lanes;
    this.reading = reading;
    if (isAlways()) {
      gather();
    }
  }

  /** What is being gathered; null where items are sent. */
  @Nullable Gathering gathering() {
    return gathering;
  }

  /** Whether an item is held for the trigger that is being gathered. */
  boolean holdsItem() {
    return gathering != null && gathering.holdsItem();
  }

  /** Whether the backlog is to be replaced by a trigger, once no item of it is in flight. */
  boolean isWanted() {
    if (gathering != null || rules.replay() || threshold().isEmpty()) {
      return false;
    }
    return reading.newest() - reading.last() + lanes.open().size() > threshold().get();
  }

  /** From now on what is pending is gathered. */
  void gather() {
    long first = settled.position() + 1;
    Position previous = previous();
    List<Retry> failed =
        retries.values().stream().filter(retry -> !settled.contains(retry.sequence())).toList();
    failed.forEach(retry -> retries.remove(retry.sequence()));
    Optional<Retry> most = failed.stream().max(Comparator.comparingInt(Retry::attempts));
    most.ifPresent(retry -> keep(retry, first, retry.lastSequence()));
    long upTo =
        failed.size() == 1 && wasTrigger(failed.getFirst())
            ? failed.getFirst().lastSequence()
            : Long.MAX_VALUE;
    gathering = new Gathering(first, previous, upTo, lanes.takeOpen());
  }

  /** Makes the trigger, if everything for it has been read. */
  void cut() {
    if (gathering == null || gathering.isCut() || reading.last() < gathering.first()) {
      return;
    }
    if (!reading.isAtEnd() && !gathering.isFull(reading.last())) {
      return;
    }
    long first = gathering.first();
    Item trigger = gathering.cut(reading);
    Retry failed = retries.get(first);
    if (trigger == null) {
      retries.remove(first);
      reading.passOver(first, reading.last());
      next();
    } else {
      if (failed != null) {
        keep(failed, first, reading.last());
      }
      lanes.add(trigger);
    }
  }

  /** A trigger is settled. */
  void settle(Item trigger) {
    settled.settle(trigger.sequence(), trigger.lastSequence());
    next();
  }

  /** The item that passed the filter before the lowest that is not settled. */
  Position previous() {
    if (gathering != null) {
      return gathering.previous();
    }
    Map.Entry<Long, Item> lowest = lanes.open().firstEntry();
    return lowest == null ? reading.previous() : lowest.getValue().entry().previous();
  }

  private void next() {
    gathering = null;
    if (isAlways()) {
      gather();
    }
  }

  private void keep(Retry retry, long first, long last) {
    retries.put(
        first, new Retry(first, last, retry.attempts(), retry.dueAt(), retry.failingSince()));
  }

  private boolean wasTrigger(Retry retry) {
    long span = retry.lastSequence() - retry.sequence() + 1;
    return retry.lastSequence() > reading.last()
        && (isAlways() || threshold().map(bound -> span > bound).orElse(false));
  }

  private boolean isAlways() {
    return rules.definition().format() == Format.TRIGGER;
  }

  private Optional<Integer> threshold() {
    return rules.definition().limits().triggerAboveLag().stream().boxed().findFirst();
  }
}
