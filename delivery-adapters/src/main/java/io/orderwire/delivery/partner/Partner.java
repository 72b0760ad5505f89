package io.orderwire.delivery.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A registered partner.
 *
 * @param id its id, {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param name name for people
 * @param suspended whether its access is suspended
 * @param keys its keys, also expired ones that were not removed yet
 * @param requestsPerSecond its own rate limit
 */
public record Partner(
    String id,
    Optional<String> name,
    boolean suspended,
    List<ApiKey> keys,
    OptionalInt requestsPerSecond,
    Instant createdAt,
    Instant updatedAt) {

  /** Makes the keys unmodifiable. */
  public Partner {
    keys = List.copyOf(keys);
  }
}
