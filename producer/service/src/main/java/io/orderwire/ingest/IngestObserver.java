package io.orderwire.ingest;

import java.time.Duration;

/** Is told what becomes of events; must not block. */
public interface IngestObserver {

  /** An event is in the log, this long after it was read. */
  void accepted(Duration took);

  /** An event was not taken. */
  void rejected(ErrorCode code);
}
