package io.orderwire.ingest.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of service keys, read again when it has changed; looked at at most once a second, when a
 * key is asked for. A file that has become unreadable leaves the keys as they were, and is logged
 * once. Safe for use by many threads.
 */
public final class KeyFile {

  private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private record Stamp(Object identity, Instant modified, long size) {}

  private final Path file;
  private final InstantSource clock;
  private volatile ServiceKeys keys;
  private volatile Instant lookedAt;
  private Stamp stamp;

  /**
   * Reads the file.
   *
   * @throws IllegalStateException if it cannot be read, saying why in one sentence
   */
  public KeyFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    this.lookedAt = clock.instant();
    try {
      this.stamp = stamp();
      this.keys = ServiceKeys.parse(Files.readAllLines(file));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new IllegalStateException(
          "The file of service keys, " + file + ", cannot be read: " + unreadable.getMessage(),
          unreadable);
    }
    log.info("Service keys read: {}", keys.size());
  }

  /** The name of the key, if the file has its hash. */
  public Optional<String> nameOf(String key) {
    if (Duration.between(lookedAt, clock.instant()).compareTo(LOOK_EVERY) >= 0) {
      look();
    }
    return keys.nameOf(key);
  }

  private synchronized void look() {
    lookedAt = clock.instant();
    try {
      Stamp now = stamp();
      if (now.equals(stamp)) {
        return;
      }
      stamp = now;
      keys = ServiceKeys.parse(Files.readAllLines(file));
      log.info("Service keys read again: {}", keys.size());
    } catch (IOException | IllegalArgumentException unreadable) {
      Stamp gone = new Stamp("unreadable", Instant.EPOCH, 0);
      if (!gone.equals(stamp)) {
        log.error(
            "Service keys stay as they were, {} cannot be read: {}", file, unreadable.toString());
      }
      stamp = gone;
    }
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object identity = attributes.fileKey() == null ? "" : attributes.fileKey();
    return new Stamp(identity, attributes.lastModifiedTime().toInstant(), attributes.size());
  }
}
