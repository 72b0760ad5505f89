package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A request, ready to be sent.
 *
 * @param number of it in the run
 * @param operation that it is meant for
 * @param changes what is wrong with it; none if nothing was changed
 * @param bytes all of it, as {@link Bytes}
 * @param mayShow markers that may be in the answer
 * @param patience after which an answer that is not complete is a hang
 */
public record Probe(
    long number,
    Operation operation,
    List<String> changes,
    String method,
    String target,
    String bytes,
    Set<String> mayShow,
    Duration patience,
    Manner manner) {

  /** How it is sent. */
  public enum Manner {
    /** On a connection that was used before, if there is one. */
    USUAL,
    /** On a connection of its own, as the next request could not be told from it. */
    ALONE,
    /** Alone, and nothing more will come: the sending side is closed. */
    CUT,
    /** As {@link #CUT}; that the connection is closed without an answer is fine. */
    NO_REQUEST
  }

  /** The target's path, without what may stand before it. */
  public String path() {
    String path = target;
    int scheme = path.indexOf("://");
    if (scheme >= 0 && scheme < 6) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    int end = path.length();
    for (char c : new char[] {'?', '#'}) {
      int at = path.indexOf(c);
      end = at >= 0 && at < end ? at : end;
    }
    return path.substring(0, end);
  }

  /** Leaves the bytes out: they hold secrets. */
  @Override
  public String toString() {
    return "Probe[" + number + " " + operation.name() + " " + changes + "]";
  }
}
