package io.orderwire.ingest.body;

import io.orderwire.ingest.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/**
 * A body as it arrives. Tells, after each read, whether what is being waited for takes too long,
 * and turns what can go wrong into {@link BodyException}.
 */
public final class Arrival {

  private final InputStream in;
  private final Duration longest;
  private final LongSupplier nanos;
  private long begun;

  /**
   * Reads from there.
   *
   * @param in blocks no longer than the connection's idle timeout
   * @param longest how long one event, or a body that is read as a whole, may take
   * @param nanos a monotonic clock
   */
  public Arrival(InputStream in, Duration longest, LongSupplier nanos) {
    this.in = in;
    this.longest = longest;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  /** The time for the next event begins. */
  void restart() {
    begun = nanos.getAsLong();
  }

  /**
   * Reads at least one byte, or returns -1 at the end.
   *
   * @throws BodyException if the client is too slow or gone, or the encoding is broken
   */
  int read(byte[] buffer, int offset, int length) {
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (ZipException | EOFException broken) {
      throw new BodyException(ErrorCode.INVALID_JSON, "the body is not the gzip it is said to be");
    } catch (IOException gone) {
      throw new BodyException(ErrorCode.REQUEST_TIMEOUT, "the body did not arrive in time");
    }
    if (count >= 0 && nanos.getAsLong() - begun > longest.toNanos()) {
      throw new BodyException(
          ErrorCode.REQUEST_TIMEOUT,
          "an event took more than " + longest.toSeconds() + " seconds to arrive");
    }
    return count;
  }
}
