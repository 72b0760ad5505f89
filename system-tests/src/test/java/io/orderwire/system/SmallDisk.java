package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes over a directory, whose former content is out of sight. */
final class SmallDisk implements AutoCloseable {
  private static final byte[] MEBIBYTE = new byte[1 << 20];

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one. Only root can: where the tests are another user's, the test is skipped; where the
   * environment variable {@code ORDERWIRE_TEST_BROKER} says {@code container}, as in CI, it must
   * run, and fails.
   */
  static SmallDisk mount(Path directory, int mebibytes) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean mustRun = "container".equals(System.getenv("ORDERWIRE_TEST_BROKER"));
    assumeTrue(
        mustRun || "root".equals(System.getProperty("user.name")),
        "only root can mount a file system that is soon full");
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
    return new SmallDisk(directory);
  }

  /** Leaves no room; again, where some has become free since. */
  SmallDisk fill() {
    try (OutputStream filler = Files.newOutputStream(filler(), CREATE, APPEND)) {
      while (true) {
        filler.write(MEBIBYTE);
      }
    } catch (IOException e) {
      return this; // No space left on device.
    }
  }

  /** Makes room again. */
  void free() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  /** Whoever still uses it keeps what it has open. */
  @Override
  public void close() {
    run("umount", "-l", directory.toString());
  }

  private static void run(String... command) {
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
  }
}
