package io.orderwire.delivery.app;

import io.orderwire.delivery.erasure.ErasureDeadline;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What must become of what is erased.
 *
 * @param deadline how long it may stay anywhere; changes nothing, but at the start each place that
 *     may hold it for longer is told of
 */
@ConfigurationProperties("orderwire.erasure")
record ErasureSettings(@DefaultValue("30d") Duration deadline) {
  /** Checks the bounds. */
  ErasureSettings {
    var _ = new ErasureDeadline(deadline);
  }

  ErasureDeadline rule() {
    return new ErasureDeadline(deadline);
  }
}
