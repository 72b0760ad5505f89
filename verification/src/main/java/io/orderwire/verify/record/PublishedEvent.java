package io.orderwire.verify.record;

/**
 * An event, over all times that it was handed over.
 *
 * @param token its token
 * @param partner the partner that it names
 * @param order the {@link Fingerprint} of its order_id
 * @param producer who sent it first
 * @param first its number in that producer's order when it was sent first
 * @param acknowledged its lowest number there that was acknowledged, or {@link Long#MAX_VALUE}
 * @param outcome acknowledged if any of its sends was; poison if any was
 * @param at when it was sent first, in nanoseconds
 * @param severalProducers whether other producers sent it too, so that its place is in neither's
 *     order for certain
 */
public record PublishedEvent(
    long token,
    String partner,
    long order,
    String producer,
    long first,
    long acknowledged,
    Outcome outcome,
    long at,
    boolean severalProducers) {

  static PublishedEvent of(Publication sent) {
    return new PublishedEvent(
        sent.token(),
        sent.partner(),
        sent.order(),
        sent.producer(),
        sent.number(),
        sent.outcome() == Outcome.ACKNOWLEDGED ? sent.number() : Long.MAX_VALUE,
        sent.outcome(),
        sent.at(),
        false);
  }

  PublishedEvent sentAgain(Publication again) {
    PublishedEvent other = of(again);
    if (!producer.equals(other.producer)) {
      return new PublishedEvent(
          token,
          partner,
          order,
          producer,
          first,
          acknowledged,
          worse(other.outcome),
          Math.min(at, other.at),
          true);
    }
    return new PublishedEvent(
        token,
        partner,
        order,
        producer,
        Math.min(first, other.first),
        Math.min(acknowledged, other.acknowledged),
        worse(other.outcome),
        Math.min(at, other.at),
        severalProducers);
  }

  private Outcome worse(Outcome other) {
    return outcome.compareTo(other) < 0 ? other : outcome;
  }
}
