package io.orderwire.fuzz.make;

import java.util.random.RandomGenerator;

/** Something that is wrong with a request, whatever operation it is for. */
@FunctionalInterface
interface Change {
  /** Does it, and says what it was in a few words. */
  String apply(Draft draft, RandomGenerator random);
}
