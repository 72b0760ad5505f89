package io.orderwire.verify.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which process has a socket, as Linux tells in {@code /proc}. */
final class Sockets {
  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;

  private Sockets() {}

  /** Whether a process has a TCP socket at this port of its own; true where that is not told. */
  static boolean has(long pid, int port) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    if (!Files.isDirectory(process.resolve("fd"))) {
      return true;
    }
    Set<String> wanted = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = process.resolve(table);
      if (Files.exists(file)) {
        Files.readAllLines(file).stream().skip(1).forEach(line -> add(wanted, line, port));
      }
    }
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return open.anyMatch(file -> wanted.contains(target(file)));
    }
  }

  private static void add(Set<String> sockets, String line, int port) {
    String[] columns = line.strip().split("\\s+", -1);
    if (columns.length > INODE && columns[LOCAL_ADDRESS].endsWith(":%04X".formatted(port))) {
      sockets.add("socket:[" + columns[INODE] + "]");
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException e) {
      return ""; // It was closed meanwhile.
    } catch (IOException e) {
      return "";
    }
  }
}
