package io.orderwire.processor.history.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' notes of how far its stores are. A thread of Streams that meets one that is not
 * what it wrote fails before it has any task, and so does each that replaces it; without a note it
 * has the store made anew.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String NAME = ".checkpoint";

  private Checkpoints() {}

  /**
   * Removes what cannot be read. To be called before Streams starts.
   *
   * @param application Streams' directory of the application; need not be there
   */
  static void removeUnreadable(Path application) {
    try {
      for (Path task : tasks(application)) {
        Path checkpoint = task.resolve(NAME);
        if (!isReadable(checkpoint)) {
          LOG.error("{} cannot be read and is removed; its store is made anew", checkpoint);
          Files.delete(checkpoint);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("looking for checkpoints", e);
    }
  }

  private static List<Path> tasks(Path application) throws IOException {
    if (!Files.isDirectory(application)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(application)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private static boolean isReadable(Path checkpoint) {
    try {
      var _ = new OffsetCheckpoint(checkpoint.toFile()).read();
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.debug("Not readable", e);
      return false;
    }
  }
}
