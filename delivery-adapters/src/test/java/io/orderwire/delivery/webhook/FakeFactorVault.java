package io.orderwire.delivery.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.webhook.factor.FactorSecret;
import io.orderwire.delivery.webhook.factor.FactorVault;
import java.util.Arrays;
import java.util.Optional;

/** Puts the partner's id behind the secret, for tests: nothing is sealed. */
public final class FakeFactorVault implements FactorVault {
  private static final int SECRET = 20;

  @Override
  public byte[] seal(String partnerId, FactorSecret secret) {
    byte[] id = partnerId.getBytes(UTF_8);
    byte[] sealed = Arrays.copyOf(secret.bytes(), SECRET + id.length);
    System.arraycopy(id, 0, sealed, SECRET, id.length);
    return sealed;
  }

  @Override
  public Optional<byte[]> open(String partnerId, byte[] sealed) {
    return new String(sealed, SECRET, sealed.length - SECRET, UTF_8).equals(partnerId)
        ? Optional.of(Arrays.copyOf(sealed, SECRET))
        : Optional.empty();
  }
}
