package io.orderwire.delivery.webhook;

/**
 * How much a request may hold.
 *
 * @param maxItems 2 to 1,000
 * @param maxBytes of body, 1 KiB to 1 MiB; a single item may be larger
 */
public record Batch(int maxItems, int maxBytes) {
  /** Checks the bounds. */
  public Batch {
    if (maxItems < 2 || maxItems > 1_000 || maxBytes < 1 << 10 || maxBytes > 1 << 20) {
      throw new IllegalArgumentException("a batch has 2 to 1,000 items and 1 KiB to 1 MiB");
    }
  }
}
