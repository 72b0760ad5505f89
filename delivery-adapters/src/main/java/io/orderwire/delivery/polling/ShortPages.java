package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.History.Effort;
import io.orderwire.delivery.history.History.EffortException;
import io.orderwire.delivery.http.Answer;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.ShortRoute;
import io.orderwire.delivery.partner.Scope;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Pages on the short way: what {@link EventsController} answers, but nothing that waits. */
final class ShortPages implements ShortRoute {
  /** A thread that must not be blocked should not examine more items for one caller either. */
  private static final int MOST_AT_ONCE = 200;

  private static final long KEPT_BYTES = 8 << 20;

  private final Listing listing;
  private final History history;
  private final Cursors cursors;
  private final Pages inMemory;
  private final Pages onDisk;
  private final RecentPages recent = new RecentPages(KEPT_BYTES);

  /** Over the histories. */
  ShortPages(Listing listing, History history, BooleanSupplier stopping) {
    this.listing = listing;
    this.history = history;
    this.cursors = new Cursors(history);
    this.inMemory = pages(history.within(Effort.MEMORY), stopping);
    this.onDisk = pages(history.within(Effort.DISK), stopping);
  }

  private static Pages pages(History limited, BooleanSupplier stopping) {
    return new Pages(limited, new Cursors(limited), System::nanoTime, stopping);
  }

  @Override
  public String path() {
    return listing.path();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // It is the identity that stands for the state.
  public Answer answer(Caller caller, Asked asked, Effort most) {
    caller.require(Scope.READ);
    cursors.requireReady(caller.partnerId());
    RecentPages.Asked page = new RecentPages.Asked(caller.partnerId(), asked.query());
    Object state = history.state(caller.partnerId());
    JsonAnswer answer = state == null ? null : recent.find(page, state);
    if (answer == null) {
      answer = made(caller, asked, most);
      if (state != null
          && !answer.isSettled() // Who has that need not ask again.
          && state == history.state(caller.partnerId())) {
        recent.keep(page, state, answer);
      }
    }
    if (most == Effort.MEMORY && answer.compressesFor(asked.wants())) {
      throw new EffortException();
    }
    return answer.to(asked.wants());
  }

  private JsonAnswer made(Caller caller, Asked asked, Effort most) {
    PageRequest request = listing.asked(caller, Query.of(asked.parameters(), listing.parameters()));
    return listing.answer(
        caller,
        switch (most) {
          case MEMORY -> {
            if (request.limit() > MOST_AT_ONCE || !request.filter().equals(PageRequest.ALL)) {
              throw new EffortException();
            }
            yield read(inMemory, request);
          }
          case DISK -> read(onDisk, request);
        });
  }

  private static Page read(Pages pages, PageRequest request) {
    try {
      return pages.read(request, Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a page that is not waited for cannot be interrupted", e);
    }
  }
}
