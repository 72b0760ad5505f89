package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;

/** A dispatch whose reads are answered, and whose requests and time a test moves by hand. */
final class ByHand {
  final Dispatch dispatch;
  Instant now = Events.START;
  int fetches;
  private final Events events;

  ByHand(Rules rules, Events events) {
    this(rules, events, Progress.at(Position.START));
  }

  ByHand(Rules rules, Events events, Progress resumed) {
    this(rules, events, resumed, false);
  }

  ByHand(Rules rules, Events events, Progress resumed, boolean degraded) {
    this.events = events;
    this.dispatch =
        new Dispatch(
            rules.build(),
            resumed,
            degraded,
            RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    dispatch.newest(events.newest());
  }

  /** The next step that is no read. */
  Step next() {
    Step step = dispatch.next(now);
    while (step instanceof Step.Fetch fetch) {
      fetches++;
      dispatch.offer(events.after(fetch.afterSequence(), fetch.limit()), now);
      step = dispatch.next(now);
    }
    return step;
  }

  /** The request that is to be sent now. */
  Delivery send() {
    Step step = next();
    if (step instanceof Step.Send send) {
      return send.delivery();
    }
    throw new AssertionError("nothing to send: " + step);
  }

  /** All requests that are to be sent now. */
  List<Delivery> sendAll() {
    List<Delivery> sent = new ArrayList<>();
    Step step = next();
    while (step instanceof Step.Send send) {
      sent.add(send.delivery());
      step = next();
    }
    return sent;
  }

  Settled ends(Delivery delivery, Outcome outcome) {
    return dispatch.settle(delivery, outcome, now);
  }

  /** The request succeeds. */
  void ok(Delivery delivery) {
    ends(delivery, Receiver.OK);
  }

  /** The request fails in a way that concerns its lane only. */
  Settled fails(Delivery delivery) {
    return ends(delivery, Receiver.refused(500));
  }

  ByHand pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** The sequences of a request's items. */
  static List<Long> sequences(Delivery delivery) {
    return delivery.entries().stream()
        .map(Entry::event)
        .map(event -> event.position().sequence())
        .toList();
  }

  /** The sequences of these requests' first items. */
  static List<Long> firsts(List<Delivery> deliveries) {
    return deliveries.stream().map(each -> each.first().position().sequence()).toList();
  }
}
