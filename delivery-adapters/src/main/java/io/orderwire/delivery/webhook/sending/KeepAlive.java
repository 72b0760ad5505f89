package io.orderwire.delivery.webhook.sending;

import java.time.Duration;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * How long a connection is kept: a second less than {@code Keep-Alive: timeout} says, so that it is
 * not used at the moment when the other side closes it, and never longer than the settings say.
 */
final class KeepAlive implements ConnectionKeepAliveStrategy {
  private final Duration most;

  KeepAlive(Duration most) {
    this.most = most;
  }

  @Override
  public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
    Duration[] kept = {most};
    MessageSupport.parseElements(
        response,
        "Keep-Alive",
        element -> {
          String value = element.getValue();
          if (element.getName().equalsIgnoreCase("timeout")
              && value != null
              && value.matches("[0-9]{1,6}")) {
            kept[0] = least(kept[0], Duration.ofSeconds(Long.parseLong(value)).minusSeconds(1));
          }
        });
    return kept[0].isPositive() ? TimeValue.of(kept[0]) : TimeValue.ofMilliseconds(1);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
