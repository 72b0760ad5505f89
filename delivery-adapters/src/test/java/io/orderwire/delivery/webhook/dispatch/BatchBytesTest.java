package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.payload.Bodies;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is cut by an estimate fits as it is composed. */
class BatchBytesTest {
  private static final String PARTNER = "p".repeat(64);
  private static final int MOST = 20_000;

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"FULL", "THIN", "CLOUDEVENTS"})
  void a_batch_has_no_more_bytes_than_its_limit(Format format) {
    MemoryHistory history = new MemoryHistory();
    for (int i = 0; i < 200; i++) {
      history.append(PARTNER, EventType.ITEM_FULFILLED, "o".repeat(128));
    }
    List<Event> events = history.readAfter(PARTNER, 0, 200);
    Definition definition = definition(format);
    Dispatch dispatch =
        new Dispatch(
            DispatchRules.live(definition, RetrySchedule.DEFAULT, Tuning.DEFAULT),
            Progress.at(Position.START),
            false,
            new Random(1));
    Delivery delivery = sent(dispatch, events);

    byte[] body = Bodies.compose(PARTNER, definition, delivery, Instant.EPOCH).bytes();

    assertThat(delivery.entries()).hasSizeGreaterThan(5);
    assertThat(body.length).isLessThanOrEqualTo(MOST);
  }

  private static Delivery sent(Dispatch dispatch, List<Event> events) {
    while (true) {
      switch (dispatch.next(Instant.EPOCH)) {
        case Step.Send(Delivery delivery) -> {
          return delivery;
        }
        case Step.Fetch(long after, int limit) ->
            dispatch.offer(
                events.stream()
                    .filter(event -> event.position().sequence() > after)
                    .limit(limit)
                    .toList(),
                Instant.EPOCH);
        case Step other -> throw new AssertionError(other);
      }
    }
  }

  private static Definition definition(Format format) {
    return new Definition(
        URI.create("https://example.com/"),
        Optional.empty(),
        Set.of(),
        Order.PARTNER,
        format,
        Optional.of(new Batch(1_000, MOST)),
        Limits.DEFAULT,
        Definition.OnExhausted.SUSPEND,
        Definition.Handshake.CHALLENGE,
        false);
  }
}
