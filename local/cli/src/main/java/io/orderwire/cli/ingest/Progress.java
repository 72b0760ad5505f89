package io.orderwire.cli.ingest;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far an ingest has come: on a terminal one line that is written over, elsewhere a line
 * now and then. Not thread-safe.
 */
final class Progress {
  private static final long ON_TERMINAL = Duration.ofMillis(200).toNanos();
  private static final long ELSEWHERE = Duration.ofSeconds(10).toNanos();
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean terminal;
  private final long totalBytes;
  private final LongSupplier nanoTime;
  private final long began;
  private long said;
  private long saidCount;

  /**
   * Progress of an ingest that begins now.
   *
   * @param terminal whether lines can be written over
   * @param totalBytes the input's size as stored, or -1 if it is not known
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  Progress(PrintWriter err, boolean terminal, long totalBytes, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.totalBytes = totalBytes;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.said = began;
  }

  /** Tells where the ingest is, if it is time to say something. */
  void at(long bytesRead, long accepted, long rejected) {
    long now = nanoTime.getAsLong();
    long since = now - said;
    if (since < (terminal ? ON_TERMINAL : ELSEWHERE)) {
      return;
    }
    double rate = (accepted - saidCount) * 1e9 / since;
    said = now;
    saidCount = accepted;
    String line =
        String.format(
            Locale.ROOT,
            "%s%,d accepted, %,d rejected, %,.0f/s",
            bar(bytesRead),
            accepted,
            rejected,
            rate);
    err.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
    err.flush();
  }

  /** Says the end. */
  void done(long accepted, long rejected) {
    double seconds = Math.max(1e-3, (nanoTime.getAsLong() - began) / 1e9);
    err.print(terminal ? "\r\u001b[K" : "");
    err.printf(
        Locale.ROOT,
        "%,d accepted, %,d rejected in %.1f s (%,.0f/s)%n",
        accepted,
        rejected,
        seconds,
        accepted / seconds);
    err.flush();
  }

  private String bar(long bytesRead) {
    if (totalBytes <= 0) {
      return "";
    }
    double part = Math.min(1.0, (double) bytesRead / totalBytes);
    int full = (int) (part * WIDTH);
    return "[%s%s] %3d %%  "
        .formatted("#".repeat(full), "-".repeat(WIDTH - full), (int) (part * 100));
  }
}
