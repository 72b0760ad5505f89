package io.orderwire.verify.inject;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The files in which a process keeps what it could make again. */
final class StateFiles {
  private static final int MOST_DAMAGED = 4096;

  private StateFiles() {}

  /** Deletes all that is in a directory. */
  static void delete(Path directory) throws IOException {
    for (Path file : in(directory)) {
      Files.deleteIfExists(file);
    }
  }

  /** Writes something else into a file, or cuts its end off; which one and where is random. */
  static void damage(Path directory, long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files =
        in(directory).stream().filter(Files::isRegularFile).filter(StateFiles::hasBytes).toList();
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(random.nextInt(files.size()));
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      long at = random.nextLong(open.length());
      if (random.nextBoolean()) {
        open.setLength(at);
      } else {
        byte[] other = new byte[(int) Math.min(MOST_DAMAGED, open.length() - at)];
        random.nextBytes(other);
        open.seek(at);
        open.write(other);
      }
    }
  }

  private static boolean hasBytes(Path file) {
    return file.toFile().length() > 0;
  }

  /** What is in a directory, what is in others first, in an order that does not change. */
  private static List<Path> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !file.equals(directory))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
