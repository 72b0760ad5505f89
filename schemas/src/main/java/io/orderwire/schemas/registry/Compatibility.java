package io.orderwire.schemas.registry;

/** The compatibility levels of Confluent's API that a subject can be given. */
public enum Compatibility {
  /** Nothing is checked. */
  NONE,
  /** A new schema can read data of the last version. */
  BACKWARD,
  /** A new schema can read data of every version. */
  BACKWARD_TRANSITIVE,
  /** The last version can read data of a new schema. */
  FORWARD,
  /** Every version can read data of a new schema. */
  FORWARD_TRANSITIVE,
  /** Both directions, against the last version. */
  FULL,
  /** Both directions, against every version. */
  FULL_TRANSITIVE
}
