package io.orderwire.delivery.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.command.Batches;
import io.orderwire.delivery.command.Command;
import io.orderwire.delivery.command.CommandIds;
import io.orderwire.delivery.command.CommandLog;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.command.SlotIndex;
import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Partners;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Has commands on histories written, after a look at what the history holds. Only the instance that
 * has a partner's history can look, so the others refuse. Safe for use by many threads.
 */
public final class HistoryCommands {
  private final Partners partners;
  private final History history;
  private final SlotIndex slots;
  private final CommandLog log;
  private final Supplier<UUID> ids;

  /**
   * Over these.
   *
   * @param ids makes the identities of commands that do no harm when they are repeated
   */
  public HistoryCommands(
      Partners partners, History history, SlotIndex slots, CommandLog log, Supplier<UUID> ids) {
    this.partners = partners;
    this.history = history;
    this.slots = slots;
    this.log = log;
    this.ids = ids;
  }

  /**
   * Lets a frozen history go on. Without a key the command's identity is made of the epoch that it
   * ends, so that a repeat begins no further one.
   *
   * @param key what the caller calls the request
   * @return the command's id
   * @throws RefusedException if that cannot be done
   */
  UUID newEpoch(String partnerId, NewEpochAsked asked, Optional<String> key, Author author)
      throws InterruptedException {
    Extent extent = extent(partnerId);
    if (!extent.frozen() && !asked.force()) {
      throw Refusals.conflict(
          "The history is not frozen: there is nothing to resolve, or it is resolved already.");
    }
    long latest = extent.newest().sequence() + 1;
    if (asked.from() > latest) {
      throw Refusals.conflict(
          "The last item that is agreed on is "
              + (latest - 1)
              + ": a new epoch begins at "
              + latest
              + " at the latest.");
    }
    UUID id =
        key.map(given -> CommandIds.ofKey(partnerId, given))
            .orElseGet(() -> CommandIds.ofEpoch(partnerId, slots.epoch(partnerId), asked.from()));
    log.append(new Issued(id, partnerId, new Command.NewEpoch(asked.from()), author, extent));
    return id;
  }

  /**
   * Removes the oldest items, in as many commands as that takes.
   *
   * @param before the oldest sequence to keep
   * @return the commands' ids; none where nothing is to be removed
   * @throws RefusedException if that cannot be done
   */
  List<UUID> trim(String partnerId, long before, Author author) throws InterruptedException {
    Extent extent = extent(partnerId);
    if (before > extent.newest().sequence() + 1) {
      throw Refusals.conflict(
          "The newest item is " + extent.newest().sequence() + ": there is nothing beyond it.");
    }
    List<SlotRange> all = slots.all(partnerId);
    return append(
        partnerId, Batches.trimming(all, extent.oldest().sequence(), before), author, extent);
  }

  /**
   * Takes the content out of items, in as many commands as that takes; void items too.
   *
   * @return the commands, at least one
   * @throws RefusedException if that cannot be done, or there is no such item
   */
  Erasure erase(String partnerId, EraseAsked asked, Author author) throws InterruptedException {
    Extent extent = extent(partnerId);
    if (history.mayLag(partnerId)) {
      throw Refusals.notCaughtUp(); // What is not found stays.
    }
    List<SlotRange> found =
        switch (asked) {
          case EraseAsked.All() -> slots.all(partnerId);
          case EraseAsked.OfOrder(String orderId) -> slots.ofOrder(partnerId, orderId);
          case EraseAsked.Sequences(var sequences) ->
              Batches.among(slots.all(partnerId), sequences);
        };
    if (found.isEmpty()) {
      throw asked instanceof EraseAsked.OfOrder
          ? RefusedException.of(
              ErrorCode.UNKNOWN_ORDER, "The history has no item of this order, or no more.")
          : RefusedException.of(ErrorCode.NOT_FOUND, "The history has no such item.");
    }
    List<UUID> ids = append(partnerId, Batches.erasing(found), author, extent);
    return new Erasure(ids, found.stream().mapToLong(SlotRange::size).sum());
  }

  /**
   * What is to be erased.
   *
   * @param slots how many slots that are at most; those that do not exist are skipped
   */
  record Erasure(@JsonProperty("command_ids") List<UUID> commandIds, long slots) {}

  private List<UUID> append(
      String partnerId, List<? extends Command> commands, Author author, Extent extent)
      throws InterruptedException {
    List<UUID> appended = new ArrayList<>();
    for (Command command : commands) {
      UUID id = ids.get();
      log.append(new Issued(id, partnerId, command, author, extent));
      appended.add(id);
    }
    return appended;
  }

  /** What the partner's history holds; refuses where this instance cannot tell. */
  private Extent extent(String partnerId) {
    if (partners.find(partnerId).isEmpty() && !partners.wasRemoved(partnerId)) {
      throw partners.isComplete() ? Refusals.unknownPartner(partnerId) : Refusals.notCaughtUp();
    }
    return switch (history.readiness(partnerId)) {
      case History.Readiness.Ready() -> history.extent(partnerId);
      case History.Readiness.CatchingUp() -> throw Refusals.notCaughtUp();
      case History.Readiness.Elsewhere(), History.Readiness.NoOwner() -> throw Refusals.noOwner();
    };
  }
}
