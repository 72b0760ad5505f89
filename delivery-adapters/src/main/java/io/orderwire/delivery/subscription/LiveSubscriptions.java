package io.orderwire.delivery.subscription;

import io.orderwire.delivery.history.Position;
import java.util.List;

/** Subscriptions that live as long as a connection. Safe for use by many threads. */
public interface LiveSubscriptions {
  /** Those of a partner on this instance. */
  List<Live> of(String partnerId);

  /**
   * One of them.
   *
   * @param channel the channel, such as {@code sse}
   * @param position the last item that was sent
   */
  record Live(String channel, Position position) {}
}
