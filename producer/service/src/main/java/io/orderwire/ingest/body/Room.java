package io.orderwire.ingest.body;

import io.orderwire.ingest.ErrorCode;
import java.util.concurrent.Semaphore;

/**
 * What one request holds of the memory that all requests share. Without it, many requests could
 * each hold little and all together too much. For one thread; to be closed.
 */
public final class Room implements AutoCloseable {

  private final Semaphore shared;
  private int taken;

  /**
   * Nothing is held yet.
   *
   * @param shared the bytes that all requests may hold together
   */
  public Room(Semaphore shared) {
    this.shared = shared;
  }

  /**
   * Sees to it that so much is held, without waiting.
   *
   * @throws BodyException if there is not that much
   */
  void hold(int bytes) {
    if (bytes <= taken) {
      return;
    }
    if (!shared.tryAcquire(bytes - taken)) {
      throw new BodyException(ErrorCode.RATE_LIMITED, "too many requests at once");
    }
    taken = bytes;
  }

  @Override
  public void close() {
    shared.release(taken);
    taken = 0;
  }
}
