package io.orderwire.delivery.webhook.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.factor.FactorSecret;
import io.orderwire.delivery.webhook.factor.FactorVault;
import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.delivery.webhook.factor.SecondFactor.State;
import io.orderwire.delivery.webhook.factor.SecondFactor.Use;
import io.orderwire.delivery.webhook.factor.SecondFactors;
import io.orderwire.delivery.webhook.factor.SecondFactors.Answer;
import io.orderwire.delivery.webhook.factor.SecondFactors.Change;
import io.orderwire.delivery.webhook.factor.SecondFactors.Decision;
import io.orderwire.delivery.webhook.management.ManagementSettings.SecondFactorRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and removes second factors, and takes their codes. Neither codes nor secrets are logged.
 */
final class FactorManagement {
  private static final Logger LOG = LoggerFactory.getLogger(FactorManagement.class);

  private final SecondFactors factors;
  private final FactorVault vault;
  private final SecondFactorRule rule;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final MeterRegistry meters;

  FactorManagement(
      SecondFactors factors,
      FactorVault vault,
      SecondFactorRule rule,
      RandomGenerator random,
      InstantSource clock,
      MeterRegistry meters) {
    this.factors = factors;
    this.vault = vault;
    this.rule = rule;
    this.random = random;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * A factor with what is shown once.
   *
   * @param secret a new one's
   */
  record Shown(SecondFactor factor, Optional<FactorSecret> secret) {}

  /** A partner's factor. */
  SecondFactor find(String partnerId) {
    if (!factors.isComplete()) {
      throw Refusals.notCaughtUp();
    }
    return factors.find(partnerId).orElseThrow(FactorManagement::none);
  }

  /**
   * Makes a factor, in place of one that is pending. Where all partners need one, a partner cannot
   * begin one by itself: else whoever has its key could.
   */
  Shown make(Actor actor, State state) throws InterruptedException {
    if (state == State.PENDING && rule == SecondFactorRule.REQUIRED) {
      throw RefusedException.of(
          ErrorCode.SECOND_FACTOR_REQUIRED,
          "A key alone cannot make a second factor here: let the operator make it.");
    }
    FactorSecret secret = FactorSecret.generate(random);
    byte[] sealed = vault.seal(actor.partnerId(), secret);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SecondFactor made = SecondFactor.of(actor.partnerId(), sealed, state, now);
    ask(
        actor,
        stored ->
            stored.filter(SecondFactor::isActive).isPresent()
                ? refused(
                    stored,
                    Problem.of(
                        ErrorCode.CONFLICT,
                        "There is a second factor already; remove it before another is made."))
                : recorded(
                    granted(Optional.of(made)),
                    state == State.ACTIVE ? Change.Kind.ENROLLED : Change.Kind.BEGUN,
                    actor));
    tell(actor, state == State.ACTIVE ? "enrolled" : "begun");
    return new Shown(made, Optional.of(secret));
  }

  /** Makes a pending factor active, which a code of it shows to be in its owner's hands. */
  Shown confirm(Actor actor, String code) throws InterruptedException {
    Optional<SecondFactor> confirmed =
        ask(
            actor,
            stored ->
                stored.filter(one -> !one.isActive()).isPresent()
                    ? recorded(used(stored.get(), code, Optional::of), Change.Kind.ENROLLED, actor)
                    : refused(
                        stored,
                        Problem.of(
                            ErrorCode.CONFLICT,
                            "No second factor is pending: nothing to confirm.")));
    tell(actor, "enrolled");
    return new Shown(confirmed.orElseThrow(), Optional.empty());
  }

  /** Removes a factor. */
  void remove(Actor actor) throws InterruptedException {
    ask(
        actor,
        stored ->
            stored.isPresent()
                ? recorded(granted(Optional.empty()), Change.Kind.REMOVED, actor)
                : refused(stored, none().problem()));
    tell(actor, "removed");
  }

  /** Removes a factor with a code of it; a pending one, which guards nothing, without. */
  void remove(Actor actor, Optional<String> code) throws InterruptedException {
    ask(
        actor,
        stored -> {
          if (stored.isEmpty()) {
            return refused(stored, none().problem());
          }
          return recorded(
              stored.get().isActive()
                  ? shown(stored.get(), code, _ -> Optional.empty())
                  : granted(Optional.empty()),
              Change.Kind.REMOVED,
              actor);
        });
    tell(actor, "removed");
  }

  /** What a change of where webhooks go needs of a partner. */
  Consent consent(Actor actor, Optional<String> code) {
    return () ->
        ask(
            actor,
            stored -> {
              if (stored.filter(SecondFactor::isActive).isPresent()) {
                return shown(stored.get(), code, Optional::of);
              }
              return rule == SecondFactorRule.OPTIONAL
                  ? granted(stored)
                  : refused(
                      stored,
                      Problem.of(
                          ErrorCode.SECOND_FACTOR_REQUIRED,
                          "This needs a second factor, and you have none: let the operator make"
                              + " one."));
            });
  }

  private Decision<Ruling> shown(
      SecondFactor factor,
      Optional<String> code,
      Function<SecondFactor, Optional<SecondFactor>> taken) {
    return code.isPresent()
        ? used(factor, code.get(), taken)
        : refused(
            Optional.of(factor),
            Problem.of(
                ErrorCode.SECOND_FACTOR_REQUIRED,
                "This needs your second factor: send its current code as Orderwire-Otp."));
  }

  private Decision<Ruling> used(
      SecondFactor factor, String code, Function<SecondFactor, Optional<SecondFactor>> taken) {
    Optional<byte[]> secret = vault.open(factor.partnerId(), factor.sealed());
    if (secret.isEmpty()) {
      return refused(
          Optional.of(factor),
          Problem.of(
              ErrorCode.INTERNAL_ERROR,
              "Your second factor cannot be checked any more. Let the operator remove it, then"
                  + " enrol another."));
    }
    return switch (factor.use(secret.get(), code, clock.instant())) {
      case Use.Taken(SecondFactor next) -> granted(taken.apply(next));
      case Use.Wrong(SecondFactor next) ->
          new Decision<>(Optional.of(next), new Ruling.Wrong(next.lockedUntil()));
      case Use.Locked(Instant until) ->
          new Decision<>(Optional.of(factor), new Ruling.Locked(until));
    };
  }

  /** Decides, and gives what is stored then; whatever is not granted is refused here. */
  private Optional<SecondFactor> ask(
      Actor actor, Function<Optional<SecondFactor>, Decision<Ruling>> decision)
      throws InterruptedException {
    Ruling ruling =
        switch (factors.decide(actor.partnerId(), decision)) {
          case Answer.Decided<Ruling>(Ruling decided) -> decided;
          case Answer.NotOwner<Ruling> _ -> throw Refusals.noOwner();
          case Answer.Unavailable<Ruling> _ -> throw Refusals.unavailable();
        };
    return switch (ruling) {
      case Ruling.Granted(Optional<SecondFactor> stored) -> stored;
      case Ruling.Refused(Problem problem) -> throw new RefusedException(problem);
      case Ruling.Wrong(Optional<Instant> lockedUntil) -> throw wrong(actor, lockedUntil);
      case Ruling.Locked(Instant until) -> throw locked(until);
    };
  }

  private RefusedException wrong(Actor actor, Optional<Instant> lockedUntil) {
    tell(actor, "wrong_code");
    lockedUntil.ifPresent(_ -> tell(actor, "locked"));
    return RefusedException.of(
        ErrorCode.SECOND_FACTOR_INVALID,
        "This code is not one of now, or it was used before. Wait for the next one.");
  }

  private RefusedException locked(Instant until) {
    return new RefusedException(
        Problem.of(
                ErrorCode.SECOND_FACTOR_LOCKED,
                "There were "
                    + SecondFactor.MOST_FAILURES
                    + " wrong codes in a row, so no code is looked at for a while.")
            .retryAfter(Duration.between(clock.instant(), until)));
  }

  private void tell(Actor actor, String event) {
    meters.counter("orderwire.webhook.second_factor", "event", event).increment();
    LOG.atInfo()
        .addKeyValue("partnerId", actor.partnerId())
        .addKeyValue("by", actor.by())
        .addKeyValue("event", event)
        .log("A second factor was used or changed");
  }

  /** The decision, with an entry in the record of changes if it grants what was asked for. */
  private static Decision<Ruling> recorded(
      Decision<Ruling> decided, Change.Kind kind, Actor actor) {
    return decided.answer() instanceof Ruling.Granted
        ? new Decision<>(
            decided.next(), decided.answer(), Optional.of(new Change(kind, actor.author())))
        : decided;
  }

  private static Decision<Ruling> granted(Optional<SecondFactor> next) {
    return new Decision<>(next, new Ruling.Granted(next));
  }

  private static Decision<Ruling> refused(Optional<SecondFactor> stored, Problem problem) {
    return new Decision<>(stored, new Ruling.Refused(problem));
  }

  private static RefusedException none() {
    return RefusedException.of(ErrorCode.NOT_FOUND, "There is no second factor.");
  }

  /** What is answered, once what was decided is stored. */
  private sealed interface Ruling {
    record Granted(Optional<SecondFactor> stored) implements Ruling {}

    record Refused(Problem problem) implements Ruling {}

    record Wrong(Optional<Instant> lockedUntil) implements Ruling {}

    record Locked(Instant until) implements Ruling {}
  }
}
