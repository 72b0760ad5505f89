package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * What a request's header fields say of its body.
 *
 * @param ndjson whether it is a stream of lines, rather than one JSON text
 * @param gzip whether it is compressed
 * @param idempotencyKey the key, or null for none
 * @param minimal whether only rejections are to be told, not each acceptance (RFC 7240, section
 *     4.2)
 */
record RequestForm(boolean ndjson, boolean gzip, @Nullable String idempotencyKey, boolean minimal) {

  private static final int LONGEST_KEY = 255;

  /** Either the form, or why there is none. */
  static RequestForm of(HttpServletRequest request) {
    return new RequestForm(
        isNdjson(request), isGzip(request), idempotencyKey(request), isMinimal(request));
  }

  private static boolean isNdjson(HttpServletRequest request) {
    MediaType type;
    try {
      type = MediaType.parseMediaType(Optional.ofNullable(request.getContentType()).orElse(""));
      boolean utf8 = type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
      String name = (type.getType() + '/' + type.getSubtype()).toLowerCase(Locale.ROOT);
      if (utf8 && name.equals("application/json")) {
        return false;
      }
      if (utf8 && (name.equals("application/x-ndjson") || name.equals("application/ndjson"))) {
        return true;
      }
    } catch (IllegalArgumentException unknown) {
      // the same answer as for any other type that is not taken
    }
    throw new RefusedException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "send application/json for one event or an array, application/x-ndjson for a stream");
  }

  private static boolean isGzip(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return false;
    }
    if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
      return true;
    }
    throw new RefusedException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the only Content-Encoding that is taken is gzip");
  }

  private static @Nullable String idempotencyKey(HttpServletRequest request) {
    Enumeration<String> keys = request.getHeaders("Idempotency-Key");
    if (!keys.hasMoreElements()) {
      return null;
    }
    String key = keys.nextElement();
    boolean valid =
        !keys.hasMoreElements()
            && !key.isEmpty()
            && key.length() <= LONGEST_KEY
            && key.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (!valid) {
      throw new RefusedException(
          ErrorCode.INVALID_PARAMETER,
          "Idempotency-Key must be given once, with 1 to 255 printable ASCII characters");
    }
    return key;
  }

  private static boolean isMinimal(HttpServletRequest request) {
    for (Enumeration<String> prefer = request.getHeaders("Prefer"); prefer.hasMoreElements(); ) {
      for (String preference : prefer.nextElement().split(",", -1)) {
        if (preference.strip().equalsIgnoreCase("return=minimal")) {
          return true;
        }
      }
    }
    return false;
  }
}
