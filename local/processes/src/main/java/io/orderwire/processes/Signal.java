package io.orderwire.processes;

import java.io.IOException;
import java.util.List;

/** Signals that Java cannot send by itself. */
enum Signal {
  /** Halts a process. */
  STOP,
  /** Lets a halted process go on. */
  CONT;

  void send(Part part) throws IOException, InterruptedException {
    long pid =
        part.runningPid()
            .orElseThrow(() -> new IllegalStateException(part.name() + " does not run"));
    Process kill =
        new ProcessBuilder(List.of("kill", "-" + name(), Long.toString(pid))).inheritIO().start();
    int code = kill.waitFor();
    if (code != 0) {
      throw new IOException(
          "kill -%s of the %s ended with %d".formatted(name(), part.name(), code));
    }
  }
}
