package io.orderwire.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A client that sends the same byte again and again, slowly, until this is closed. */
public final class Drip implements AutoCloseable {
  private final OutputStream out;
  private final char drop;
  private final Duration pause;
  private final Thread dripping;

  /**
   * Begins, on a thread of its own.
   *
   * @param out where to; nobody else writes to it meanwhile
   * @param drop the byte, in US-ASCII
   * @param pause after each
   */
  public Drip(OutputStream out, char drop, Duration pause) {
    this.out = out;
    this.drop = drop;
    this.pause = pause;
    dripping = new Thread(this::run, "drip");
    dripping.setDaemon(true);
    dripping.start();
  }

  private void run() {
    try {
      while (true) {
        out.write(drop);
        Thread.sleep(pause.toMillis());
      }
    } catch (IOException | InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, and waits until it has ended, unless the thread is interrupted. */
  @Override
  public void close() {
    dripping.interrupt();
    try {
      dripping.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
