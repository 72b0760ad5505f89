package io.orderwire.delivery.admin;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.command.Command;
import io.orderwire.delivery.command.CommandIds;
import io.orderwire.delivery.command.CommandLog;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.command.SlotIndex;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Partners;
import java.util.Optional;
import java.util.UUID;

/**
 * Has commands on histories written, after a look at what the history holds. Only the instance that
 * has a partner's history can look, so the others refuse. Safe for use by many threads.
 */
public final class HistoryCommands {
  private final Partners partners;
  private final History history;
  private final SlotIndex slots;
  private final CommandLog log;

  /** Over these. */
  public HistoryCommands(Partners partners, History history, SlotIndex slots, CommandLog log) {
    this.partners = partners;
    this.history = history;
    this.slots = slots;
    this.log = log;
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

  /** What the partner's history holds; refuses where this instance cannot tell. */
  private Extent extent(String partnerId) {
    if (partners.find(partnerId).isEmpty()) {
      throw partners.isComplete() ? Refusals.unknownPartner(partnerId) : Refusals.notCaughtUp();
    }
    return switch (history.readiness(partnerId)) {
      case History.Readiness.Ready() -> history.extent(partnerId);
      case History.Readiness.CatchingUp() -> throw Refusals.notCaughtUp();
      case History.Readiness.NoOwner() -> throw Refusals.noOwner();
    };
  }
}
