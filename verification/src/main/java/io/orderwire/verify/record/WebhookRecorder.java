package io.orderwire.verify.record;

import java.util.List;

/** Records the requests to a webhook endpoint. Safe for threads. */
public final class WebhookRecorder {
  private final ChannelLog log;

  WebhookRecorder(ChannelLog log) {
    this.log = log;
  }

  /**
   * A whole request came, and is not answered yet.
   *
   * @param instance the instance that sent it, or ""
   * @param items its items, in its order
   * @return the request, for {@link #answered}
   */
  public int arrived(String instance, String webhookId, List<Item> items) {
    return log.add(
        new Delivery(log.now(), instance, Fingerprint.of(webhookId), Answer.NONE, 0), items);
  }

  /** A request was answered, or more is known of what became of its answer. */
  public void answered(int request, Answer answer) {
    log.answered(request, answer, log.now());
  }
}
