package io.orderwire.verify.workload;

import io.orderwire.avro.OrderEvent;
import io.orderwire.verify.record.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What one producer sends. Not safe for threads. */
final class ProducerPlan implements Iterator<Send> {
  private final List<String> partners;
  private final Mix mix;
  private final Instant beginning;
  private final int producer;
  private final Tokens tokens;
  private final RandomGenerator random;
  private final PartnerSizes sizes;
  private final Pace pace;
  private final Map<String, OpenOrders> orders = new HashMap<>();
  private final Recent recent = new Recent();
  private long number;

  ProducerPlan(
      List<String> partners,
      Mix mix,
      double share,
      Instant beginning,
      int producer,
      Tokens tokens) {
    this.partners = partners;
    this.mix = mix;
    this.beginning = beginning;
    this.producer = producer;
    this.tokens = tokens;
    this.random = tokens.random();
    this.sizes = new PartnerSizes(partners.size(), mix.skew());
    this.pace = new Pace(random, mix, share);
  }

  /** Always true. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Send next() {
    Duration due = pace.next();
    double kind = random.nextDouble();
    if (kind < mix.poison()) {
      return poison(due);
    }
    if (kind < mix.poison() + mix.reused() && !recent.isEmpty()) {
      return reused(due, recent.pick(random));
    }
    if (kind < mix.poison() + mix.reused() + mix.duplicates() && !recent.isEmpty()) {
      return again(due, recent.pick(random));
    }
    Send send = first(due);
    recent.add(send);
    return send;
  }

  private Send first(Duration due) {
    String partner = anyPartner();
    Order order =
        orders.computeIfAbsent(partner, key -> new OpenOrders("o" + producer + "-")).pick(random);
    long token = tokens.next();
    OrderEvent event = event(token, partner, order.id(), due, order.next(random, token));
    return send(due, partner, event, Expectation.APPENDED, token, Token.NONE);
  }

  private Send again(Duration due, Send original) {
    return new Send(
        number++,
        due,
        original.key(),
        original.partner(),
        original.payload(),
        Expectation.DUPLICATE,
        original.token(),
        original.token());
  }

  private Send reused(Duration due, Send original) {
    return switch (original.payload()) {
      case Payload.Event(OrderEvent event) -> {
        long token = tokens.next();
        OrderEvent other = Poison.withReusedId(event, token);
        yield send(
            due, original.key(), other, Expectation.EVENT_ID_REUSED, token, original.token());
      }
      case Payload.Bytes bytes -> throw new IllegalStateException("never sent again: " + bytes);
    };
  }

  private Send poison(Duration due) {
    String partner = anyPartner();
    int kind = random.nextInt(3);
    if (kind == 0) {
      Payload bytes = new Payload.Bytes(Poison.undecodable(random));
      return new Send(
          number++, due, partner, partner, bytes, Expectation.UNDECODABLE, Token.NONE, Token.NONE);
    }
    long token = tokens.next();
    Order order = new Order("poison-" + producer + "-" + number);
    OrderEvent event = event(token, partner, order.id(), due, order.next(random, token));
    if (kind == 1) {
      OrderEvent invalid = Poison.invalid(random, event, token);
      return send(due, partner, invalid, Expectation.INVALID, token, Token.NONE);
    }
    int other = (partners.indexOf(partner) + 1 + random.nextInt(partners.size() - 1));
    String key = partners.get(other % partners.size());
    return send(due, key, event, Expectation.KEY_MISMATCH, token, Token.NONE);
  }

  private String anyPartner() {
    return partners.get(sizes.pick(random));
  }

  private OrderEvent event(long token, String partner, String orderId, Duration due, Object data) {
    Instant occurredAt = beginning.plus(due).truncatedTo(ChronoUnit.MICROS);
    return new OrderEvent(tokens.eventId(token), partner, orderId, occurredAt, data);
  }

  private Send send(
      Duration due,
      String key,
      OrderEvent event,
      Expectation expectation,
      long token,
      long original) {
    return new Send(
        number++,
        due,
        key,
        event.getPartnerId(),
        new Payload.Event(event),
        expectation,
        token,
        original);
  }
}
