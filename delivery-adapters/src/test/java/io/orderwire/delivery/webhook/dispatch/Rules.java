package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Rules for tests: the defaults, with what is said. Requests are as many as may be in flight from
 * the beginning, unless a test is about {@link #slowStart}.
 */
final class Rules {
  private final Order order;
  private int inFlight = 10;
  private Set<EventType> types = Set.of();
  private Format format = Format.FULL;
  private Optional<Batch> batch = Optional.empty();
  private OptionalInt lag = OptionalInt.empty();
  private OptionalInt rate = OptionalInt.empty();
  private OptionalInt perMinute = OptionalInt.empty();
  private OptionalLong upTo = OptionalLong.empty();
  private Definition.OnExhausted onExhausted = Definition.OnExhausted.SUSPEND;
  private RetrySchedule schedule = new RetrySchedule(RetrySchedule.DEFAULT.delays(), 0);
  private int windowItems = Tuning.DEFAULT.windowItems();
  private int firstConcurrency = Integer.MAX_VALUE;
  private int breakerFailures = Tuning.DEFAULT.breakerFailures();
  private int mostParked = Tuning.DEFAULT.mostParked();

  private Rules(Order order) {
    this.order = order;
  }

  static Rules order(Order order) {
    return new Rules(order);
  }

  Rules inFlight(int most) {
    inFlight = most;
    return this;
  }

  Rules only(EventType... passing) {
    types = Set.of(passing);
    return this;
  }

  Rules format(Format other) {
    format = other;
    return this;
  }

  Rules batch(int items, int bytes) {
    batch = Optional.of(new Batch(items, bytes));
    return this;
  }

  Rules triggerAbove(int items) {
    lag = OptionalInt.of(items);
    return this;
  }

  Rules perMinute(int requests) {
    perMinute = OptionalInt.of(requests);
    return this;
  }

  Rules perSecond(int requests) {
    rate = OptionalInt.of(requests);
    return this;
  }

  Rules upTo(long sequence) {
    upTo = OptionalLong.of(sequence);
    return this;
  }

  Rules parking() {
    onExhausted = Definition.OnExhausted.PARK;
    return this;
  }

  Rules delays(Duration... delays) {
    schedule = new RetrySchedule(List.of(delays), 0);
    return this;
  }

  Rules schedule(RetrySchedule other) {
    schedule = other;
    return this;
  }

  /** Requests begin with few at once, as by default. */
  Rules slowStart() {
    firstConcurrency = Tuning.DEFAULT.firstConcurrency();
    return this;
  }

  /** With a window of so many items. */
  Rules window(int items) {
    windowItems = items;
    return this;
  }

  Rules tuning(int window, int failures, int parkedAtMost) {
    windowItems = window;
    breakerFailures = failures;
    mostParked = parkedAtMost;
    return this;
  }

  private Tuning tuning() {
    Tuning usual = Tuning.DEFAULT;
    return new Tuning(
        windowItems,
        usual.windowBytes(),
        firstConcurrency,
        breakerFailures,
        usual.reopenFailures(),
        usual.rampRate(),
        usual.rampDoubling(),
        usual.rampLength(),
        usual.retryAfterBound(),
        usual.healthWindow(),
        mostParked);
  }

  DispatchRules build() {
    Limits limits = new Limits(inFlight, rate, perMinute, 1 << 18, Duration.ofSeconds(15), lag);
    Definition definition =
        new Definition(
            URI.create("https://partner.example/hook"),
            Optional.empty(),
            types,
            order,
            format,
            batch,
            limits,
            onExhausted,
            Definition.Handshake.CHALLENGE,
            false);
    return new DispatchRules(definition, schedule, upTo.isPresent(), upTo, limits.rate(), tuning());
  }
}
