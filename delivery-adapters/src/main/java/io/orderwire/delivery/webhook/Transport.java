package io.orderwire.delivery.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Sends one request. Safe for use by many threads. */
public interface Transport {
  /**
   * Sends, and blocks until it has ended: at most {@code timeout} from the call's beginning,
   * whatever the other side does. Never throws for what the other side does.
   */
  Reply send(Call call) throws InterruptedException;

  /**
   * A request.
   *
   * @param method {@code POST} or {@code OPTIONS}
   * @param headers its fields, by name; {@code User-Agent} and those of the connection are added
   * @param body not copied; empty for {@code OPTIONS}
   * @param timeout for the whole of it, connecting included
   */
  record Call(String method, URI url, Map<String, String> headers, byte[] body, Duration timeout) {}

  /**
   * How it ended.
   *
   * @param headers of the answer, by lower-case name; empty without one
   * @param body of the answer, its first 16 KiB; not copied
   */
  record Reply(Outcome outcome, Map<String, String> headers, byte[] body) {}
}
