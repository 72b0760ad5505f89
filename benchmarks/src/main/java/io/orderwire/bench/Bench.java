package io.orderwire.bench;

import io.orderwire.cli.Orderwire;

/** The command line with {@code bench}, which needs more libraries than the rest of it. */
public final class Bench {
  private Bench() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(Orderwire.commandLine(new BenchCommand()).execute(args));
  }
}
