package io.orderwire.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says of processes. */
public final class Processes {
  private Processes() {}

  /** Whether it runs, or is halted. */
  public static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Whether it was halted by a signal, as far as that can be told. */
  public static boolean isHalted(long pid) {
    try {
      String state = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return state.substring(state.lastIndexOf(')') + 1).strip().startsWith("T");
    } catch (IOException e) {
      return false;
    }
  }
}
