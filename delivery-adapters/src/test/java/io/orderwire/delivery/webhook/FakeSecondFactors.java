package io.orderwire.delivery.webhook;

import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.delivery.webhook.factor.SecondFactors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Second factors in memory, for tests, as the port says. Safe for use by many threads. */
public final class FakeSecondFactors implements SecondFactors {
  private final Map<String, SecondFactor> factors = new ConcurrentHashMap<>();
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private volatile boolean complete = true;
  private volatile Optional<Answer<?>> refusal = Optional.empty();

  /** Makes this instance one that has not read all yet, or has. */
  public void complete(boolean now) {
    complete = now;
  }

  /** Answers every decision with this, and makes none; empty to work again. */
  public void refuse(Optional<Answer<?>> with) {
    refusal = with;
  }

  /** Stores without any check. */
  public void put(SecondFactor factor) {
    factors.put(factor.partnerId(), factor);
  }

  /** What the record of changes got, in order. */
  public List<Change> changes() {
    return changes;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public Optional<SecondFactor> find(String partnerId) {
    return Optional.ofNullable(factors.get(partnerId));
  }

  @Override
  @SuppressWarnings("unchecked") // A refusal holds no value.
  public synchronized <A> Answer<A> decide(
      String partnerId, Function<Optional<SecondFactor>, Decision<A>> decision) {
    if (refusal.isPresent()) {
      return (Answer<A>) refusal.get();
    }
    Decision<A> decided = decision.apply(find(partnerId));
    decided.change().ifPresent(changes::add);
    decided.next().ifPresentOrElse(this::put, () -> factors.remove(partnerId));
    return new Answer.Decided<>(decided.answer());
  }
}
