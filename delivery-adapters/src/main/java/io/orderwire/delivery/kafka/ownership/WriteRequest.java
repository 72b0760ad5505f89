package io.orderwire.delivery.kafka.ownership;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A decision that waits for its turn. {@code answer} is completed when it is done, or cannot be.
 */
final class WriteRequest<A> {
  private final Decision<A> decision;
  private final boolean urgent;
  private final CompletableFuture<Answer<A>> answer = new CompletableFuture<>();
  private @Nullable Answer<A> decided;

  /**
   * Waits for its turn.
   *
   * @param urgent whether somebody waits for the answer
   */
  WriteRequest(Decision<A> decision, boolean urgent) {
    this.decision = decision;
    this.urgent = urgent;
  }

  boolean isUrgent() {
    return urgent;
  }

  /** Is never completed with an exception. */
  CompletableFuture<Answer<A>> answer() {
    return answer;
  }

  /** Decides; who asked is told by {@link #done}. */
  void decide(Transaction transaction) {
    decided = new Answer.Decided<>(decision.decide(transaction));
  }

  /** What was decided is stored. */
  void done() {
    answer.complete(decided);
  }

  void notOwner() {
    answer.complete(new Answer.NotOwner<>());
  }

  /** Has no effect if it is answered. */
  void unavailable() {
    answer.complete(new Answer.Unavailable<>());
  }
}
