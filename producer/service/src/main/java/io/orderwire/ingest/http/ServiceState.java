package io.orderwire.ingest.http;

import io.orderwire.ingest.Destination;
import io.orderwire.ingest.IngestObserver;

/** What the HTTP side needs to know of the rest of the service. Safe for use by many threads. */
public interface ServiceState {

  /** Whether the topics are there, so that events can be taken. */
  boolean isReady();

  /** Whether the service is about to stop, so that streams should come to their end. */
  boolean isStopping();

  /** Whether the broker has been silent for so long that it is not just slow. */
  boolean isBrokerAway();

  /** A way to the broker for one request whose body is read as a whole. */
  Destination forOneBody();

  /** A way to the broker for one stream, which may wait longer for room. */
  Destination forStream();

  /** Is told what becomes of events. */
  IngestObserver observer();
}
