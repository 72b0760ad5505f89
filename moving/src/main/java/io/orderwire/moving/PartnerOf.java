package io.orderwire.moving;

import org.jspecify.annotations.Nullable;

/** Whose a record is. */
@FunctionalInterface
interface PartnerOf {
  /**
   * The partner, in UTF-8, or null if the key is no partner's.
   *
   * @throws io.orderwire.schemas.serde.RegistryUnavailableException if the registry gives no answer
   */
  byte @Nullable [] partner(byte @Nullable [] key);
}
