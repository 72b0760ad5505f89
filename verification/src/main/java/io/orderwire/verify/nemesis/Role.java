package io.orderwire.verify.nemesis;

/** A kind of process of the system. */
public enum Role {
  /** The HTTP service for producers. */
  PRODUCER,
  /** The streams processor. */
  PROCESSOR,
  /** A delivery adapter. */
  ADAPTER,
  /** The schema registry. */
  REGISTRY,
  /** A broker. */
  BROKER
}
