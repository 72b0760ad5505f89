package io.orderwire.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock that a part sees, by libfaketime: the time of day can be set, what measures durations
 * runs on. For one thread.
 */
public final class Clock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path file;

  private Clock(Path file) {
    this.file = file;
  }

  /** The library, where it is installed. */
  public static Optional<Path> library() {
    return Stream.of(
            "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
        .map(directory -> Path.of(directory, LIBRARY))
        .filter(Files::exists)
        .findFirst();
  }

  /** A clock that is right, told of in a file. */
  static Clock in(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Clock clock = new Clock(file);
    clock.set(Duration.ZERO);
    return clock;
  }

  /**
   * The environment of the part.
   *
   * @throws IllegalStateException where the library is missing
   */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow(() -> new IllegalStateException("no faketime")).toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        // How soon a change is seen, in seconds.
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Else each wait of a JVM for a time ends at once, and it does nothing but wait again.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** Puts it so much ahead of, or behind, the machine's. */
  public void set(Duration ahead) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()), UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
