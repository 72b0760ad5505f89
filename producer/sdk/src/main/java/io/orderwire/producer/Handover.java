package io.orderwire.producer;

import java.util.concurrent.CompletableFuture;

/** One event on its way to the broker. */
final class Handover {

  private final Line line;
  private final long ordinal;
  private final int partition;
  private final byte[] key;
  private final byte[] value;
  private final long deadlineNanos;
  private final CompletableFuture<Published> future = new CompletableFuture<>();
  private boolean decided;

  /**
   * @param line the order it belongs to
   * @param ordinal its place among all of the publisher's; grows along each line
   * @param deadlineNanos by the ticker; from then on it is not tried again
   */
  Handover(Line line, long ordinal, int partition, byte[] key, byte[] value, long deadlineNanos) {
    this.line = line;
    this.ordinal = ordinal;
    this.partition = partition;
    this.key = key;
    this.value = value;
    this.deadlineNanos = deadlineNanos;
  }

  Line line() {
    return line;
  }

  long ordinal() {
    return ordinal;
  }

  int partition() {
    return partition;
  }

  byte[] key() {
    return key;
  }

  byte[] value() {
    return value;
  }

  CompletableFuture<Published> future() {
    return future;
  }

  int bytes() {
    return key.length + value.length;
  }

  boolean isOverdue(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** Marks it as decided, under the line's monitor; false if it was. */
  boolean decide() {
    boolean first = !decided;
    decided = true;
    return first;
  }
}
