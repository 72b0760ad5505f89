package io.orderwire.delivery.polling;

import static jakarta.servlet.http.HttpServletResponse.SC_NOT_MODIFIED;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;

import io.orderwire.delivery.http.Answer;
import io.orderwire.delivery.http.ShortRoute.Wants;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document as an answer: with a weak tag, 304 to those who have it (RFC 9110, section
 * 13.1.2), and compressed where that is asked for and worth it.
 *
 * @param json the document; not copied
 * @param tag its weak tag, as it is written in a header field
 * @param cacheControl {@link #IMMUTABLE} or {@link #REVALIDATE}
 */
record JsonAnswer(byte[] json, String tag, String cacheControl) {
  /** For what will always be the same, erasures apart. */
  static final String IMMUTABLE =
      "private, max-age=" + PageCaching.MAX_AGE.toSeconds() + ", immutable";

  /** For what may change: kept, but asked for each time. */
  static final String REVALIDATE = "private, no-cache";

  private static final int WORTH_COMPRESSING = 1_024;
  private static final int HASH_DIGITS = 8;
  private static final byte[] NO_BODY = {};
  private static final Answer.Field VARY =
      Answer.Field.constant("Vary", "Authorization, Accept-Encoding");
  private static final Answer.Field GZIP = Answer.Field.constant("Content-Encoding", "gzip");
  private static final Answer.Field JSON =
      Answer.Field.constant("Content-Type", "application/json");

  /** With a tag over the whole document. */
  static JsonAnswer of(byte[] json, String cacheControl) {
    return new JsonAnswer(json, tag(json, json.length, false), cacheControl);
  }

  /** What a request has and can take. */
  static Wants wants(HttpServletRequest request) {
    return new Wants(request.getHeader("If-None-Match"), request.getHeader("Accept-Encoding"));
  }

  /** Whether {@link #to} will have to compress, which takes longer than all the rest. */
  boolean compressesFor(Wants wants) {
    return json.length >= WORTH_COMPRESSING
        && acceptsGzip(wants.acceptEncoding())
        && !matches(wants.ifNoneMatch(), tag);
  }

  /** Whether it will always be the same, erasures apart. */
  boolean isSettled() {
    return cacheControl.equals(IMMUTABLE);
  }

  /** The answer to whom has and can take this. */
  Answer to(Wants wants) {
    Answer.Field etag = Answer.Field.of("ETag", tag);
    Answer.Field cache = Answer.Field.constant("Cache-Control", cacheControl);
    if (matches(wants.ifNoneMatch(), tag)) {
      return new Answer(SC_NOT_MODIFIED, List.of(etag, cache, VARY), NO_BODY);
    }
    return compressesFor(wants)
        ? new Answer(SC_OK, List.of(etag, cache, VARY, GZIP, JSON), gzip(json))
        : new Answer(SC_OK, List.of(etag, cache, VARY, JSON), json);
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
    HexFormat hex = HexFormat.of();
    return "W/\""
        + hex.toHexDigits(one.getValue(), HASH_DIGITS)
        + hex.toHexDigits(other.getValue(), HASH_DIGITS)
        + "\"";
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
      // No pattern with spaces at both ends: it takes seconds for a field that is full of them.
      String[] coding = part.split(";", -1);
      String name = coding[0].strip();
      boolean refused = coding.length > 1 && coding[1].strip().matches("q=0(\\.0{0,3})?");
      if (name.equals("gzip")) {
        return !refused;
      }
      any |= name.equals("*") && !refused;
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
