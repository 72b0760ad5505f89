package io.orderwire.ingest.http;

import java.time.Duration;

/**
 * What a request may ask for.
 *
 * @param maxBody the most bytes of one JSON text, decompressed
 * @param maxArray the most events of an array
 * @param maxRequests the most requests at once
 * @param maxBuffered the most bytes that all requests may hold together while they are read
 * @param slowest how long one event, or one JSON text, may take to arrive
 * @param window the most events of one stream that await their outcome
 */
public record Limits(
    int maxBody, int maxArray, int maxRequests, int maxBuffered, Duration slowest, int window) {

  public Limits {
    if (maxBody < 1 || maxArray < 1 || maxRequests < 1 || maxBuffered < maxBody || window < 1) {
      throw new IllegalArgumentException("limits must be positive, and maxBuffered hold one body");
    }
  }
}
