package io.orderwire.moving;

import io.orderwire.cli.Orderwire;

/** The command line with {@code move}, which is built when it is first called. */
public final class Move {
  private Move() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(Orderwire.commandLine(new MoveCommand()).execute(args));
  }
}
