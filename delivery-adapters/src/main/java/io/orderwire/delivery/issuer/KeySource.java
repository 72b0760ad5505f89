package io.orderwire.delivery.issuer;

import java.io.IOException;

/** Gives the issuer's key set. Implementations are called by one thread at a time. */
@FunctionalInterface
public interface KeySource {
  /**
   * The JSON Web Key Set (RFC 7517, section 5) as it is now. Blocks, for a bounded time.
   *
   * @throws IOException if the issuer does not answer, or not with one
   */
  String fetch() throws IOException, InterruptedException;
}
