package io.orderwire.delivery.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** The name of an instance, which lasts as long as its data directory. */
final class InstanceId {
  private InstanceId() {}

  /** The name in a directory; made there the first time. */
  static String in(Path dataDirectory) {
    Path file = dataDirectory.resolve("instance-id");
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return made(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the instance's name cannot be read from " + file, e);
    }
  }

  private static String made(Path file) {
    String id = "adapter-" + UUID.randomUUID();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, id + System.lineSeparator());
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("the instance's name cannot be written to " + file, e);
    }
  }
}
