package io.orderwire.processes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A file system of its own for what a part keeps, in a file of the machine: it can be full, and it
 * can stand still. Needs root and Linux. Mount it where mounts are private ({@code unshare
 * --mount}): then they end with the processes. For one thread at a time.
 */
public final class Disk implements AutoCloseable {
  private static final long ROOM = 8L << 30;
  private static final String BALLAST = "ballast";
  private static final int SECONDS = 60;

  private final Path directory;

  private Disk(Path directory) {
    this.directory = directory;
  }

  /** Whether this process may have any. */
  public static boolean isPossible() {
    return "root".equals(System.getProperty("user.name"))
        && Stream.of("mkfs.ext4", "mount", "umount", "fsfreeze", "fallocate")
            .allMatch(Disk::isThere);
  }

  private static boolean isThere(String program) {
    return Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /**
   * Makes one at a directory.
   *
   * @throws IOException if it cannot be made or mounted
   */
  static Disk mount(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path image = directory.resolveSibling(directory.getFileName() + ".ext4");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(ROOM); // a file with a hole: it takes the room of what is written
    }
    run("mkfs.ext4", "-q", "-m", "0", "-E", "lazy_itable_init=1", image.toString());
    run("mount", "-o", "loop,noatime", image.toString(), directory.toString());
    Files.deleteIfExists(directory.resolve("lost+found"));
    return new Disk(directory);
  }

  /** Takes all room that is left; what has room already can be written on. */
  public void fill() throws IOException, InterruptedException {
    Path ballast = ballast();
    // Until nothing fits: what others free meanwhile is taken, too.
    for (long size = 1L << 30; size >= 4096; size /= 2) {
      while (tryRun("fallocate", "--offset", end(ballast), "--length", "" + size, "" + ballast)) {}
    }
  }

  private static String end(Path ballast) throws IOException {
    return Long.toString(Files.exists(ballast) ? Files.size(ballast) : 0);
  }

  /** Gives the room back. */
  public void empty() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return directory.resolve(BALLAST);
  }

  /** Holds up all that writes, until {@link #thaw}. */
  public void freeze() throws IOException, InterruptedException {
    run("fsfreeze", "--freeze", directory.toString());
  }

  /** Lets go on what was held up. */
  public void thaw() throws IOException, InterruptedException {
    run("fsfreeze", "--unfreeze", directory.toString());
  }

  /** Takes it away from its directory; what was on it stays in its image. */
  @Override
  public void close() {
    try {
      run("umount", "--lazy", directory.toString());
    } catch (IOException e) {
      // It is gone already, or goes with the last process.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (!tryRun(command)) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  private static boolean tryRun(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " did not end within " + SECONDS + " s");
    }
    return process.exitValue() == 0;
  }
}
