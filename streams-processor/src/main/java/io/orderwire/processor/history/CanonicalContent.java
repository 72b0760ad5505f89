package io.orderwire.processor.history;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hashes a content field by field, so that equal contents have equal hashes whatever schema version
 * or map order they came in. Each field is its name and its value, both with their lengths before
 * them; a field that is null is left out, so a content without a later optional field hashes as
 * before; a map is put in the order of its keys; a decimal is put without trailing zeros.
 *
 * <p>Not safe for threads; used once.
 */
public final class CanonicalContent {

  private final MessageDigest digest;

  /**
   * Begins a content.
   *
   * @param type what it is, for instance {@code order.created}
   */
  public CanonicalContent(String type) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    bytes(type);
  }

  /** Adds a text, or nothing if it is null. */
  public CanonicalContent put(String field, @Nullable String value) {
    if (value != null) {
      bytes(field);
      bytes(value);
    }
    return this;
  }

  /** Adds a whole number. */
  public CanonicalContent put(String field, long value) {
    bytes(field);
    number(value);
    return this;
  }

  /** Adds a decimal by its numeric value: 5 and 5.00 are the same. */
  public CanonicalContent put(String field, BigDecimal value) {
    return put(field, value.stripTrailingZeros().toPlainString());
  }

  /** Adds a map in the order of its keys' UTF-16 code units, or nothing if it is null. */
  public CanonicalContent put(String field, @Nullable Map<String, String> value) {
    if (value != null) {
      bytes(field);
      number(value.size());
      new TreeMap<>(value)
          .forEach(
              (k, v) -> {
                bytes(k);
                bytes(v);
              });
    }
    return this;
  }

  /** Adds a list of parts, each by the given fields. */
  public <T> CanonicalContent put(
      String field, List<T> parts, BiConsumer<CanonicalContent, T> fields) {
    bytes(field);
    number(parts.size());
    for (T part : parts) {
      fields.accept(this, part);
      number(-1);
    }
    return this;
  }

  /** Ends the content. */
  public ContentHash hash() {
    ByteBuffer result = ByteBuffer.wrap(digest.digest());
    return new ContentHash(result.getLong(), result.getLong());
  }

  private void bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    digest.update(utf8);
  }

  private void number(long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
