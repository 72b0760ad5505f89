package io.orderwire.verify.record;

import java.util.List;

/** Records a stream. Safe for threads. */
public final class StreamRecorder {
  private final ChannelLog log;

  StreamRecorder(ChannelLog log) {
    this.log = log;
  }

  /**
   * A connection was answered with 200.
   *
   * @param instance the instance that answered, or ""
   * @return the connection, for {@link #item}
   */
  public int connected(String instance, Boundary boundary) {
    return log.add(new StreamConnection(log.now(), instance, boundary, 200, ""), List.of());
  }

  /**
   * A connection was answered with an error, or not.
   *
   * @param status the HTTP status, 0 if no answer came
   * @param code the problem's code, or ""
   */
  public void failed(String instance, Boundary boundary, int status, String code) {
    log.add(new StreamConnection(log.now(), instance, boundary, status, code), List.of());
  }

  /** A whole event with an item came on a connection. */
  public void item(int connection, Item item) {
    log.add(connection, log.now(), item);
  }
}
