package io.orderwire.delivery.webhook.factor;

import io.orderwire.delivery.audit.Author;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * All second factors, known on every instance; the owner of a partner's partition decides on them,
 * one decision after the other. Safe for use by many threads.
 */
public interface SecondFactors {
  /** Whether all are known, as they were when this instance started or later. */
  boolean isComplete();

  /** A partner's, as far as it is known here. Never blocks. */
  Optional<SecondFactor> find(String partnerId);

  /**
   * Decides on a partner's factor in the knowledge of all decisions before. Blocks until what is to
   * be stored is stored and read back.
   *
   * @param decision gets what is stored; must neither block nor throw; is called once at most
   */
  <A> Answer<A> decide(String partnerId, Function<Optional<SecondFactor>, Decision<A>> decision)
      throws InterruptedException;

  /**
   * What is decided.
   *
   * @param next what is to be stored; what was stored, for no change; empty for no factor
   * @param answer to whoever asked, once it is stored
   * @param change what the record of changes says, stored together with it; empty for no entry
   */
  record Decision<A>(Optional<SecondFactor> next, A answer, Optional<Change> change) {
    /** A decision without an entry: nothing is changed, or a code was tried. */
    public Decision(Optional<SecondFactor> next, A answer) {
      this(next, answer, Optional.empty());
    }
  }

  /**
   * What was done to a factor, and who asked for it.
   *
   * @param kind what was done
   * @param author who asked for it
   */
  record Change(Kind kind, Author author) {
    /** What is done to a factor. */
    public enum Kind {
      /** It is made, and waits for its first code. */
      BEGUN,
      /** It is active from now on. */
      ENROLLED,
      /** There is none any more. */
      REMOVED;

      /** The name in the record of changes. */
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** What became of a decision. */
  sealed interface Answer<A> {
    /** It was made and stored. */
    record Decided<A>(A value) implements Answer<A> {}

    /** This instance does not own the partner's partition. */
    record NotOwner<A>() implements Answer<A> {}

    /** The broker did not answer in time; it may be stored nevertheless. */
    record Unavailable<A>() implements Answer<A> {}
  }
}
