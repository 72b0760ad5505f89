package io.orderwire.delivery.polling;

import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pages of a partner's history, in both of their forms. */
@RestController
final class EventsController {
  private final Pages pages;
  private final Authenticator authenticator;
  private final Waiting waiting;

  EventsController(Pages pages, Authenticator authenticator, Waiting waiting) {
    this.pages = pages;
    this.authenticator = authenticator;
    this.waiting = waiting;
  }

  @GetMapping("/v1/orders/events")
  void events(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    answer(Listing.EVENTS, request, response, caller);
  }

  @GetMapping("/v1/orders/created-history")
  void createdHistory(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    answer(Listing.CREATED_HISTORY, request, response, caller);
  }

  private void answer(
      Listing listing, HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    caller.require(Scope.READ);
    PageRequest asked = listing.asked(caller, Query.of(request, listing.parameters()));
    Page page = read(request, response, caller, asked);
    listing.answer(caller, page).to(JsonAnswer.wants(request)).writeTo(response);
  }

  private Page read(
      HttpServletRequest request, HttpServletResponse response, Caller caller, PageRequest asked)
      throws InterruptedException {
    Duration wait =
        asked.boundary() instanceof Boundary.NewerThan || asked.boundary() instanceof Boundary.Since
            ? Preferences.waitOf(request)
            : Duration.ZERO;
    if (!wait.isPositive() || !waiting.begin(caller.partnerId())) {
      return pages.read(asked, Duration.ZERO);
    }
    try {
      response.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
      Page page = pages.read(asked, wait);
      // Much may have changed while it waited.
      authenticator.requireStillAllowed(caller);
      return page;
    } finally {
      waiting.end(caller.partnerId());
    }
  }
}
