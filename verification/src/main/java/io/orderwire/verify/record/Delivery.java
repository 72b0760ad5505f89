package io.orderwire.verify.record;

/**
 * A request came to a webhook endpoint.
 *
 * @param at when it came, in nanoseconds
 * @param instance the instance that sent it, or ""
 * @param webhookId the {@link Fingerprint} of its webhook-id
 * @param answer how it was answered
 * @param answeredAt when the answer had its present kind, in nanoseconds; 0 before
 */
public record Delivery(long at, String instance, long webhookId, Answer answer, long answeredAt)
    implements Exchange {

  Delivery answered(Answer newAnswer, long now) {
    return new Delivery(at, instance, webhookId, newAnswer, now);
  }
}
