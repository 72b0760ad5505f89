package io.orderwire.delivery.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Secrets that are numbers, for tests: nothing is sealed. */
public final class FakeSecrets implements Secrets {
  private final AtomicInteger made = new AtomicInteger();

  @Override
  public Made make(String partnerId, String endpointId, Instant now) {
    int number = made.incrementAndGet();
    String shown = "whsec_" + number;
    return new Made(
        new Secret(shown.getBytes(UTF_8), "whpk_" + number, now, Optional.empty()), shown);
  }
}
