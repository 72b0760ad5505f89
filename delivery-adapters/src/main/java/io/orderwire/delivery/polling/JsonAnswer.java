package io.orderwire.delivery.polling;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a JSON document: with a weak tag over its bytes, 304 to those who have it (RFC 9110,
 * section 13.1.2), and compressed where that is asked for and worth it.
 */
final class JsonAnswer {
  /** For what will always be the same, erasures apart. */
  static final String IMMUTABLE = "private, max-age=86400, immutable";

  /** For what may change: kept, but asked for each time. */
  static final String REVALIDATE = "private, no-cache";

  private static final int WORTH_COMPRESSING = 1_024;

  private JsonAnswer() {}

  /** With a tag over the whole document. */
  static void write(
      HttpServletRequest request, HttpServletResponse response, byte[] json, String cacheControl)
      throws IOException {
    write(request, response, json, tag(json, json.length, false), cacheControl);
  }

  /** With a tag of the caller's. */
  static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      byte[] json,
      String tag,
      String cacheControl)
      throws IOException {
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", cacheControl);
    // Added, not set: CORS may have named Origin.
    response.addHeader("Vary", "Authorization, Accept-Encoding");
    if (matches(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = json;
    if (json.length >= WORTH_COMPRESSING && acceptsGzip(request.getHeader("Accept-Encoding"))) {
      body = gzip(json);
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * A tag over the first bytes of a document and one flag. Two checksums of 32 bits: cheap, and
   * enough where a tag need only tell versions of one URL apart.
   */
  static String tag(byte[] json, int length, boolean flag) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(json, 0, length);
    other.update(json, 0, length);
    other.update(flag ? 1 : 0);
    return String.format(Locale.ROOT, "W/\"%08x%08x\"", one.getValue(), other.getValue());
  }

  /** Weak comparison with a list of tags, or with {@code *}. */
  static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    String opaque = tag.substring(2);
    for (String given : ifNoneMatch.split(",", -1)) {
      String one = given.strip();
      if (one.equals("*") || one.equals(tag) || one.equals(opaque)) {
        return true;
      }
    }
    return false;
  }

  /** Whether gzip is accepted (RFC 9110, section 12.5.3). */
  static boolean acceptsGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean any = false;
    for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] coding = part.strip().split("\\s*;\\s*", -1);
      boolean refused = coding.length > 1 && coding[1].matches("q=0(\\.0{0,3})?");
      if (coding[0].equals("gzip")) {
        return !refused;
      }
      any |= coding[0].equals("*") && !refused;
    }
    return any;
  }

  private static byte[] gzip(byte[] json) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length / 4);
    try (GZIPOutputStream gzip = new FastGzip(packed)) {
      gzip.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return packed.toByteArray();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 8_192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
