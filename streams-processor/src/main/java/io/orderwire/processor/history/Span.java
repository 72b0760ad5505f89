package io.orderwire.processor.history;

/**
 * The slots that were ever written in one epoch, whether or not a later epoch made some of them
 * void.
 *
 * @param epoch the epoch, from 0
 * @param first its first sequence, at least 1
 * @param last its newest sequence, or {@code first - 1} while it is empty
 */
public record Span(int epoch, long first, long last) {

  public Span {
    if (epoch < 0 || first < 1 || last < first - 1) {
      throw new IllegalArgumentException("no span: " + epoch + ", " + first + ", " + last);
    }
  }

  static Span emptyAt(int epoch, long first) {
    return new Span(epoch, first, first - 1);
  }

  Span extended() {
    return new Span(epoch, first, last + 1);
  }
}
