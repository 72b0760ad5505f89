package io.orderwire.delivery.webhook.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs one endpoint's requests as Standard Webhooks 1.0.0 says: over {@code id.timestamp.body},
 * with every secret that is valid at the time of the attempt, the current one first. What can be
 * prepared is prepared once, so keep it for as long as the endpoint's version stays. Safe for use
 * by many threads; never blocks.
 */
public final class Signer {
  /** The field that names what is sent; stable over retries. */
  public static final String ID = "webhook-id";

  /** The field with the attempt's time, in seconds since 1970. */
  public static final String TIMESTAMP = "webhook-timestamp";

  /** The field with the signatures, separated by spaces. */
  public static final String SIGNATURE = "webhook-signature";

  private final List<Key> keys;

  private Signer(List<Key> keys) {
    this.keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an endpoint has a secret");
    }
  }

  /**
   * Of an endpoint as stored.
   *
   * @throws SealedSecretException if a secret of it cannot be opened
   */
  public static Signer of(Endpoint endpoint, SecretVault vault) {
    boolean ed25519 = endpoint.definition().ed25519();
    return new Signer(
        endpoint.secrets().stream().map(secret -> key(endpoint, secret, vault, ed25519)).toList());
  }

  /** With one secret that does not expire. */
  public static Signer of(WebhookSecret secret, boolean ed25519) {
    return new Signer(
        List.of(
            Key.of(
                secret.hmacKey(),
                ed25519 ? Optional.of(secret.pair()) : Optional.empty(),
                Optional.empty())));
  }

  /** Making a pair of its seed takes far longer than all else, so it is left out where it can. */
  private static Key key(Endpoint endpoint, Secret stored, SecretVault vault, boolean ed25519) {
    String partnerId = endpoint.partnerId();
    if (!ed25519) {
      byte[] hmacKey = vault.openHmacKey(partnerId, endpoint.id(), stored);
      return Key.of(hmacKey, Optional.empty(), stored.expiresAt());
    }
    WebhookSecret secret = vault.open(partnerId, endpoint.id(), stored);
    return Key.of(secret.hmacKey(), Optional.of(secret.pair()), stored.expiresAt());
  }

  /**
   * The value of {@link #SIGNATURE}: {@code v1,<base64>} of each valid secret, then {@code
   * v1a,<base64>} of each where the endpoint has it.
   *
   * @param id what is sent; without a full stop, which would make the signed text ambiguous
   * @param at the time of the attempt; its fraction of a second does not count
   * @param body the request's body, exactly as sent
   * @throws IllegalStateException if no secret is valid then
   */
  public String sign(String id, Instant at, byte[] body) {
    if (id.indexOf('.') >= 0) {
      throw new IllegalArgumentException("an id without a full stop is needed");
    }
    byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(UTF_8);
    List<Key> valid = keys.stream().filter(key -> key.isValidAt(at)).toList();
    if (valid.isEmpty()) {
      throw new IllegalStateException("every secret of the endpoint has expired");
    }
    StringBuilder value = new StringBuilder(64 * valid.size());
    for (Key key : valid) {
      append(value, "v1,", key.hmac(head, body));
    }
    for (Key key : valid) {
      key.pair().ifPresent(pair -> append(value, "v1a,", pair.sign(head, body)));
    }
    return value.toString();
  }

  /** The three fields of a request, by their names; for the parameters see {@link #sign}. */
  public Map<String, String> headers(String id, Instant at, byte[] body) {
    return Map.of(
        ID, id, TIMESTAMP, Long.toString(at.getEpochSecond()), SIGNATURE, sign(id, at, body));
  }

  private static void append(StringBuilder value, String version, byte[] signature) {
    if (!value.isEmpty()) {
      value.append(' ');
    }
    value.append(version).append(Base64.getEncoder().encodeToString(signature));
  }

  /**
   * A secret, ready for use.
   *
   * @param mac initialised, and only ever copied
   * @param pair where the endpoint has Ed25519
   */
  private record Key(Mac mac, Optional<Ed25519Key> pair, Optional<Instant> expiresAt) {
    static Key of(byte[] hmacKey, Optional<Ed25519Key> pair, Optional<Instant> expiresAt) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hmacKey, "HmacSHA256"));
        return new Key(mac, pair, expiresAt);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has HmacSHA256", e);
      }
    }

    /** As {@link Secret#isValidAt}. */
    boolean isValidAt(Instant time) {
      return expiresAt.map(time::isBefore).orElse(true);
    }

    byte[] hmac(byte[] head, byte[] body) {
      try {
        Mac copy = (Mac) mac.clone();
        copy.update(head);
        return copy.doFinal(body);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the JDK's HmacSHA256 can be copied", e);
      }
    }
  }
}
