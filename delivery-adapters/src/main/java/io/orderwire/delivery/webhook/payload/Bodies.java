package io.orderwire.delivery.webhook.payload;

import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes the bodies of deliveries.
 *
 * <p>An endpoint with a batch gets the batch form always, also for one item, so that it has to
 * understand one form only; an endpoint without gets it for a batch that is repeated from before
 * its definition was changed. CloudEvents in binary mode have no batch form; such a repeat is sent
 * in JSON's.
 *
 * <p>A body above the endpoint's {@code max_body_bytes} becomes thin and says so. A batch thins its
 * largest items until it fits; one of ids alone is sent however large it is. Pure.
 */
public final class Bodies {
  private Bodies() {}

  /**
   * The body of a delivery.
   *
   * @param partnerId whose it is
   * @param definition the endpoint's
   * @param delivery what is sent; of a trigger the entry's previous item is the one behind which
   *     the pending items begin
   * @param now the timestamp of a trigger; bodies with items do not depend on it
   */
  public static Body compose(
      String partnerId, Definition definition, Delivery delivery, Instant now) {
    Form form = Form.of(partnerId, definition.format());
    if (delivery.isTrigger() || definition.format() == Format.TRIGGER) {
      return trigger(form, definition, delivery, now);
    }
    if (isBatch(definition, delivery)) {
      List<Part> parts = Part.of(form, definition, delivery.entries());
      byte[] bytes = form.batch(parts.stream().map(Part::bytes).toList(), delivery.last());
      boolean thinned = parts.stream().anyMatch(part -> part.detail() == Detail.THINNED);
      return new Body(form.batchMediaType(), Map.of(), bytes, thinned);
    }
    Entry entry = delivery.entries().getFirst();
    if (isBinary(definition) && form instanceof CloudEventForm events) {
      return binary(events, definition, entry);
    }
    Part part = Part.of(form, definition, entry);
    boolean thinned = part.detail() == Detail.THINNED;
    return new Body(form.mediaType(), Map.of(), part.bytes(), thinned);
  }

  /** Whether a delivery has the batch form. */
  public static boolean isBatch(Definition definition, Delivery delivery) {
    boolean hasItems = !delivery.isTrigger() && definition.format() != Format.TRIGGER;
    return hasItems && (definition.batch().isPresent() || delivery.entries().size() > 1);
  }

  /** Without a count it stands for its entries. */
  private static Body trigger(Form form, Definition definition, Delivery delivery, Instant now) {
    var behind = delivery.entries().getFirst().previous();
    long pending = delivery.isTrigger() ? delivery.pending() : delivery.entries().size();
    if (isBinary(definition) && form instanceof CloudEventForm events) {
      return new Body(
          events.dataMediaType(),
          CloudEventForm.headers(events.triggerAttributes(delivery.last(), now)),
          events.triggerData(behind, pending),
          false);
    }
    byte[] bytes = form.trigger(delivery.last(), behind, pending, now);
    return new Body(form.mediaType(), Map.of(), bytes, false);
  }

  private static Body binary(CloudEventForm events, Definition definition, Entry entry) {
    Detail detail = Detail.WHOLE;
    byte[] data = events.data(entry, detail);
    if (data.length > definition.limits().maxBodyBytes()) {
      detail = Detail.THINNED;
      data = events.data(entry, detail);
    }
    return new Body(
        events.dataMediaType(),
        CloudEventForm.headers(events.attributes(entry, detail)),
        data,
        detail == Detail.THINNED);
  }

  private static boolean isBinary(Definition definition) {
    return definition.format() == Format.CLOUDEVENTS_BINARY;
  }
}
