package io.orderwire.bench.rows;

import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * How fast a running processor sequences a burst: it is halted while the events are published, so
 * that they wait for it and nothing else works meanwhile; so is the adapter, until all are in the
 * history. Nothing else may be published.
 */
final class Burst {
  private Burst() {}

  /** Publishes. */
  @FunctionalInterface
  interface Publishing {
    void run() throws InterruptedException;
  }

  /**
   * Events a second, from the first that come into the history to the last of so many. What an
   * aborted transaction wrote comes again with the same key, and counts once.
   */
  static double perSecond(LocalSystem system, long count, Publishing publishing)
      throws IOException, InterruptedException {
    try (TopicReader history =
        new TopicReader(system.bootstrapServers(), TopicCatalogue.HISTORY.topicName())) {
      system.adapter().halt();
      try {
        system.processor().halt();
        try {
          publishing.run();
        } finally {
          system.processor().goOn();
        }
        Set<ByteBuffer> items = new HashSet<>();
        return history
            .read(
                count,
                0,
                record ->
                    HistoryKeys.sequence(record.key()) > 0
                        && items.add(ByteBuffer.wrap(record.key())),
                record -> {})
            .perSecond();
      } finally {
        system.adapter().goOn();
      }
    }
  }
}
