package io.orderwire.delivery.webhook.payload;

import java.util.Map;

/**
 * What a request holds.
 *
 * @param contentType its media type
 * @param headers further fields that belong to it, by name: those of CloudEvents in binary mode
 * @param bytes the body; not copied
 * @param thinned whether an item was replaced by its ids because it is too large; the body says so
 *     too
 */
public record Body(String contentType, Map<String, String> headers, byte[] bytes, boolean thinned) {
  /** Makes the fields unmodifiable. */
  public Body {
    headers = Map.copyOf(headers);
  }
}
