package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.EventType;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a partner says of an endpoint.
 *
 * @param url where requests go; checked before
 * @param description for people, at most 256 characters
 * @param types what is delivered; empty for all. Erased items pass every filter
 * @param order in which order
 * @param format what a request holds
 * @param batch how many items a request may hold; empty for one. Only with {@link Order#PARTNER}
 *     and not with {@link Format#TRIGGER}
 * @param limits the endpoint's limits
 * @param onExhausted what happens when the retry schedule is exhausted; {@link OnExhausted#PARK}
 *     not with {@link Order#PARTNER}
 * @param handshake how the endpoint proves that it wants events
 * @param ed25519 whether requests are signed with Ed25519 (v1a) beside HMAC (v1)
 */
public record Definition(
    URI url,
    Optional<String> description,
    Set<EventType> types,
    Order order,
    Format format,
    Optional<Batch> batch,
    Limits limits,
    OnExhausted onExhausted,
    Handshake handshake,
    boolean ed25519) {

  /** Makes the types unmodifiable, and checks what goes together. */
  public Definition {
    types = Set.copyOf(types);
    if (batch.isPresent() && (order != Order.PARTNER || format == Format.TRIGGER)) {
      throw new IllegalArgumentException("batch needs order partner and a format with items");
    }
    if (batch.isPresent() && format == Format.CLOUDEVENTS_BINARY) {
      throw new IllegalArgumentException("CloudEvents in binary mode have no batches");
    }
    if (onExhausted == OnExhausted.PARK && order == Order.PARTNER) {
      throw new IllegalArgumentException("nothing can be parked where all is in sequence");
    }
  }

  /** Whether items of a type are delivered. */
  public boolean passes(EventType type) {
    return types.isEmpty() || type == EventType.ERASED || types.contains(type);
  }

  /** The URL without what its query says, which may be secret: for logs and records. */
  public String shownUrl() {
    String text = url.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?…";
  }

  /** The same at no more than a rate of requests a minute; empty for any. */
  public Definition atMost(OptionalInt requestsPerMinute) {
    return new Definition(
        url,
        description,
        types,
        order,
        format,
        batch,
        limits.atMost(requestsPerMinute),
        onExhausted,
        handshake,
        ed25519);
  }

  /** What happens to a delivery that has failed for good. */
  public enum OnExhausted {
    /** The endpoint is suspended, and its cursor stands still. */
    SUSPEND,
    /** The item is set aside, and listed. */
    PARK;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How an endpoint proves that it wants events. */
  public enum Handshake {
    /** A signed POST whose challenge must be echoed. */
    CHALLENGE,
    /** OPTIONS with WebHook-Request-Origin (CloudEvents' HTTP Webhook specification, section 4). */
    CLOUDEVENTS;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
