package io.orderwire.delivery.webhook.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The requests of one cursor that wait for their turn, first come, first served, and how the
 * endpoint stands by those that had theirs. Only {@link Places} touches it, but for {@link
 * #answered}.
 */
final class Line {
  final Queue<Request> waiting = new ArrayDeque<>();
  int running;
  int beside;
  int inARow;
  Standing listedAs = Standing.UNPROVEN;
  private volatile boolean proven;

  /** What waits for its turn. One of its methods is called, once; neither throws. */
  interface Request {
    /** For how many small requests it counts, at least 1: its body is kept until it has ended. */
    int weight();

    /** It is its turn; returns when it has ended. */
    void run();

    /** It will have no turn; does not block. */
    void withdraw();
  }

  /** Which requests wait together. */
  enum Standing {
    /** The last request was answered, and none is slow. */
    PROMPT,
    /** The last request was answered, and some are slow. */
    SLOW,
    /** None has ended yet, or the last one was not answered. */
    UNPROVEN
  }

  /** A request has ended, with an answer or without; may be called by any thread. */
  void answered(boolean answer) {
    proven = answer;
  }

  Standing standing() {
    if (!proven) {
      return Standing.UNPROVEN;
    }
    return beside > 0 ? Standing.SLOW : Standing.PROMPT;
  }
}
