package io.orderwire.fuzz.make;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A partner, with what it has.
 *
 * @param marker a text that is in the data of each of its events and in its endpoints
 * @param key its API key
 * @param hook where its webhooks go
 * @param keyIds the names of its keys
 * @param attempts cursors of records of attempts
 * @param streamToken a token for its stream
 */
public record Party(
    String id,
    String marker,
    String key,
    String hook,
    List<String> keyIds,
    List<String> items,
    List<String> orders,
    List<String> endpoints,
    List<String> attempts,
    String streamToken) {
  /** Takes copies. */
  public Party {
    keyIds = List.copyOf(keyIds);
    items = List.copyOf(items);
    orders = List.copyOf(orders);
    endpoints = List.copyOf(endpoints);
    attempts = List.copyOf(attempts);
  }

  static String pick(List<String> some, RandomGenerator random, String otherwise) {
    return some.isEmpty() ? otherwise : some.get(random.nextInt(some.size()));
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "Party[" + id + "]";
  }
}
