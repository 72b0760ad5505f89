package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.AttemptLog;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Records attempts. Safe for use by many threads. */
final class Records {
  private static final int EXCERPT = 1_024;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

  private final AttemptLog attempts;

  Records(AttemptLog attempts) {
    this.attempts = attempts;
  }

  /** Records a request that carried items, or a trigger. */
  void delivery(
      Endpoint endpoint, Delivery delivery, Sender.Sent sent, Optional<Instant> nextAttempt) {
    String type =
        delivery.isTrigger()
            ? "trigger"
            : delivery.entries().size() > 1 ? "batch" : delivery.first().type().wireName();
    record(endpoint, type, Optional.of(delivery), delivery.attempt(), sent, nextAttempt);
  }

  /** Records a request that carried no item. */
  void message(
      Endpoint endpoint, String type, int number, Sender.Sent sent, Optional<Instant> nextAttempt) {
    record(endpoint, type, Optional.empty(), number, sent, nextAttempt);
  }

  private void record(
      Endpoint endpoint,
      String type,
      Optional<Delivery> delivery,
      int number,
      Sender.Sent sent,
      Optional<Instant> nextAttempt) {
    attempts.record(
        new Attempt(
            endpoint.partnerId(),
            endpoint.id(),
            sent.webhookId(),
            type,
            delivery.map(one -> one.last().position()),
            number,
            delivery.map(Delivery::replay).orElse(false),
            sent.startedAt(),
            sent.duration(),
            sent.reply().outcome(),
            sent.bytes(),
            excerpt(sent.reply().body()),
            nextAttempt));
  }

  /** What a person may look at: cut, and without control characters. */
  static String excerpt(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    String text = new String(body, 0, Math.min(EXCERPT, body.length), StandardCharsets.UTF_8);
    return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
  }
}
