package io.orderwire.delivery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * From where a request came that another instance has passed on: the client's address, the time in
 * seconds, and an HMAC-SHA256 (RFC 2104) of these and of the request's method, target and
 * credential, with semicolons between. Only instances that share a key can make one, and what one
 * says holds for that request alone, for a minute. Safe for use by many threads.
 */
public final class ForwardedOrigins {
  /** How old it may be, and how far ahead, since the clocks of two instances are apart. */
  static final Duration FRESH = Duration.ofMinutes(1);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** Makes another key of the shared one, which signs stream tokens. */
  private static final byte[] PURPOSE = "orderwire forwarded origin".getBytes(UTF_8);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final SecretKey key;
  private final InstantSource clock;

  /**
   * Of instances with a key.
   *
   * @param shared the same on each; what is used is derived from it (HKDF, RFC 5869)
   */
  public ForwardedOrigins(byte[] shared, InstantSource clock) {
    this.key = derived(shared);
    this.clock = clock;
  }

  /**
   * To which request an origin belongs.
   *
   * @param target path and query, as they are sent
   * @param credential the field Authorization; empty without it
   */
  record Bound(String method, String target, String credential) {
    /** A request that is about to be passed on. */
    static Bound to(Request request) {
      return new Bound(
          request.getMethod(),
          target(request.getPath(), request.getQuery()),
          orEmpty(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
    }

    /** A request that has come. */
    static Bound to(HttpServletRequest request) {
      return new Bound(
          request.getMethod(),
          target(request.getRequestURI(), request.getQueryString()),
          orEmpty(request.getHeader("Authorization")));
    }

    private static String target(String path, @Nullable String query) {
      return query == null || query.isEmpty() ? path : path + "?" + query;
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }
  }

  /** What tells another instance of an origin. */
  String encode(String origin, Bound bound) {
    long seconds = clock.instant().getEpochSecond();
    byte[] signature = sign(origin, seconds, bound);
    return origin + ";" + seconds + ";" + ENCODER.encodeToString(signature);
  }

  /** The origin that another instance tells of; empty where it was not told of this request now. */
  Optional<String> decode(String text, Bound bound) {
    String[] parts = text.split(";", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      long seconds = Long.parseLong(parts[1]);
      byte[] signature = DECODER.decode(parts[2]);
      return MessageDigest.isEqual(sign(parts[0], seconds, bound), signature) && isFresh(seconds)
          ? Optional.of(parts[0])
          : Optional.empty();
    } catch (IllegalArgumentException notOfThisForm) {
      return Optional.empty();
    }
  }

  private boolean isFresh(long seconds) {
    Duration age = Duration.between(Instant.ofEpochSecond(seconds), clock.instant());
    return age.abs().compareTo(FRESH) <= 0;
  }

  /** None of the parts can have a line break. */
  private byte[] sign(String origin, long seconds, Bound bound) {
    String signed =
        String.join(
            "\n",
            origin,
            Long.toString(seconds),
            bound.method(),
            bound.target(),
            bound.credential());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(signed.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static SecretKey derived(byte[] shared) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              ALGORITHM,
              HKDFParameterSpec.ofExtract().addIKM(shared).thenExpand(PURPOSE, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HKDF-SHA256", e);
    }
  }
}
