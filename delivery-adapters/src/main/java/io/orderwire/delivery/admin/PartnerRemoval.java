package io.orderwire.delivery.admin;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.command.SlotIndex;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.partner.Belongings;
import io.orderwire.delivery.partner.PartnerRegistry;
import io.orderwire.delivery.partner.Partners.PartnersUnavailableException;

/**
 * Removes partners whose history is erased. The record goes first, and with it keys and streams, so
 * that nobody makes anything new; then all else. A removal that ended between is finished by a
 * repeat.
 */
public final class PartnerRemoval {
  private final PartnerRegistry partners;
  private final History history;
  private final SlotIndex slots;
  private final Belongings belongings;

  /** Over all that is kept for partners. */
  public PartnerRemoval(
      PartnerRegistry partners, History history, SlotIndex slots, Belongings belongings) {
    this.partners = partners;
    this.history = history;
    this.slots = slots;
    this.belongings = belongings;
  }

  /**
   * Removes a partner, or one that was removed once more.
   *
   * @throws io.orderwire.delivery.http.RefusedException if that cannot be done
   */
  void remove(String partnerId, Author author) throws InterruptedException {
    if (partners.find(partnerId).isEmpty() && !partners.wasRemoved(partnerId)) {
      throw partners.isComplete() ? Refusals.unknownPartner(partnerId) : Refusals.notCaughtUp();
    }
    requireErased(partnerId);
    if (!partners.remove(partnerId, author)) {
      throw Refusals.unknownPartner(partnerId);
    }
    switch (belongings.removeAll(partnerId, author)) {
      case Belongings.Removed.Done() -> {}
      case Belongings.Removed.NotOwner() -> throw Refusals.noOwner();
      case Belongings.Removed.Unavailable() ->
          throw new PartnersUnavailableException(
              partnerId, new IllegalStateException("its endpoints are not removed yet"));
    }
  }

  private void requireErased(String partnerId) throws InterruptedException {
    switch (history.readiness(partnerId)) {
      case History.Readiness.Ready() -> {}
      case History.Readiness.CatchingUp() -> throw Refusals.notCaughtUp();
      case History.Readiness.Elsewhere(), History.Readiness.NoOwner() -> throw Refusals.noOwner();
    }
    if (history.mayLag(partnerId)) {
      throw Refusals.notCaughtUp();
    }
    if (slots.hasContent(partnerId)) {
      throw Refusals.conflict(
          "Its history holds items that are not erased, or erased so far. See that no producer sends"
              + " more, erase all of it, and try again when that has been carried out.");
    }
  }
}
