package io.orderwire.verify.read;

import java.net.URI;

/**
 * A partner and its access.
 *
 * @param id its id
 * @param base where the partners' API is
 * @param key its API key
 */
public record Partner(String id, URI base, String key) {
  /** What a request begins with that reads from the beginning. */
  static final String FROM_THE_BEGINNING = "since=1970-01-01T00:00:00Z";

  String authorization() {
    return "Bearer " + key;
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return id;
  }
}
