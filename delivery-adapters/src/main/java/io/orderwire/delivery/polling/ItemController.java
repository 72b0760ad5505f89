package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One item, and one order. */
@RestController
final class ItemController {
  private final History history;
  private final Cursors cursors;

  ItemController(History history, Cursors cursors) {
    this.history = history;
    this.cursors = cursors;
  }

  @GetMapping("/v1/orders/events/{itemId}")
  void item(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      @PathVariable String itemId)
      throws IOException, InterruptedException {
    caller.require(Scope.READ);
    var _ = Query.of(request, Set.of());
    Position position = Cursors.decode(caller.partnerId(), itemId);
    cursors.requireReady(caller.partnerId());
    cursors.requireKept(caller.partnerId(), position);
    if (position.sequence() == 0) {
      throw RefusedException.of(
          ErrorCode.INVALID_CURSOR, "This cursor is the place before the first item, not an item.");
    }
    List<Event> found = history.readAfter(caller.partnerId(), position.sequence() - 1, 1);
    if (found.isEmpty() || !found.getFirst().position().equals(position)) {
      throw RefusedException.of(ErrorCode.CURSOR_EXPIRED, "This item is not kept any more.");
    }
    JsonAnswer.of(found.getFirst().json(), JsonAnswer.IMMUTABLE)
        .to(JsonAnswer.wants(request))
        .writeTo(response);
  }

  @GetMapping("/v1/orders/{orderId}")
  void order(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      @PathVariable String orderId)
      throws IOException {
    caller.require(Scope.READ);
    var _ = Query.of(request, Set.of());
    cursors.requireReady(caller.partnerId());
    OrderState order = new OrderState(caller.partnerId());
    history.ofOrder(caller.partnerId(), orderId, order::add);
    byte[] json =
        order
            .json()
            .orElseThrow(
                () ->
                    RefusedException.of(
                        ErrorCode.UNKNOWN_ORDER, "There is no order of this id in your history."));
    JsonAnswer.of(json, JsonAnswer.REVALIDATE).to(JsonAnswer.wants(request)).writeTo(response);
  }
}
