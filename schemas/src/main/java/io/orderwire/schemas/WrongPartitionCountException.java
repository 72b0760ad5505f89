package io.orderwire.schemas;

/**
 * A topic has another number of partitions than the catalogue says. Partners would be looked for
 * where they are not, so nothing may start on it.
 */
public final class WrongPartitionCountException extends IllegalStateException {
  private final String topic;
  private final int expected;
  private final int actual;

  WrongPartitionCountException(String topic, int expected, int actual) {
    super(
        "Topic "
            + topic
            + " has "
            + actual
            + " partitions, but must have "
            + expected
            + "; the count is fixed for the topic's life");
    this.topic = topic;
    this.expected = expected;
    this.actual = actual;
  }

  /** The topic's name. */
  public String topic() {
    return topic;
  }

  /** The catalogue's number. */
  public int expected() {
    return expected;
  }

  /** The topic's number. */
  public int actual() {
    return actual;
  }
}
