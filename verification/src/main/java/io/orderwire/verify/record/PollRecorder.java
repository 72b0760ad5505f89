package io.orderwire.verify.record;

import java.util.List;

/** Records the pages of a walk. Safe for threads. */
public final class PollRecorder {
  private final ChannelLog log;

  PollRecorder(ChannelLog log) {
    this.log = log;
  }

  /**
   * A whole page came.
   *
   * @param instance the instance that answered, or ""
   * @param returned the cursor that came with it
   * @param items its items, in its order
   */
  public void page(String instance, Boundary boundary, String returned, List<Item> items) {
    long cursor = Fingerprint.of(returned);
    log.add(new Poll(log.now(), instance, boundary, cursor, 200, ""), items);
  }

  /**
   * An error came, or nothing.
   *
   * @param status the HTTP status, 0 if no whole answer came
   * @param code the problem's code, or ""
   */
  public void failed(String instance, Boundary boundary, int status, String code) {
    log.add(new Poll(log.now(), instance, boundary, Fingerprint.NONE, status, code), List.of());
  }
}
