package io.orderwire.delivery.kafka;

import io.orderwire.testkit.StubRegistry;

/**
 * One registry for all tests that share the broker's topics: a record's schema id means the same to
 * each of them. It ends with the JVM, as the broker does.
 */
public final class SharedRegistry {
  private static final StubRegistry REGISTRY = StubRegistry.start();

  private SharedRegistry() {}

  /** Where it is. */
  public static String url() {
    return REGISTRY.url();
  }
}
