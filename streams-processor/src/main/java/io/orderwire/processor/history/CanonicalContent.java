package io.orderwire.processor.history;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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
 * <p>Not safe for threads. One content after another, each from its {@link #begin} to its {@link
 * #hash}.
 */
public final class CanonicalContent {
  private static final int MOSTLY_ENOUGH = 512;
  private static final int LARGEST_KEPT = 64 << 10;

  private final MessageDigest digest;
  private byte[] bytes = new byte[MOSTLY_ENOUGH];
  private int length;

  /** Nothing is begun. */
  public CanonicalContent() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Begins a content.
   *
   * @param type what it is, for instance {@code order.created}
   */
  public CanonicalContent(String type) {
    this();
    text(type);
  }

  /** A type's or a field's name as it is put. */
  public static byte[] name(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + utf8.length).putLong(utf8.length).put(utf8).array();
  }

  /** Begins a content of a type that was made by {@link #name}; what was put before is gone. */
  public CanonicalContent begin(byte[] type) {
    length = 0;
    raw(type, 0, type.length);
    return this;
  }

  /** Adds a text that is given as its UTF-8, under a field that was made by {@link #name}. */
  public CanonicalContent put(byte[] field, byte[] utf8, int from, int size) {
    raw(field, 0, field.length);
    number(size);
    raw(utf8, from, size);
    return this;
  }

  /** Adds a whole number under a field that was made by {@link #name}. */
  public CanonicalContent put(byte[] field, long value) {
    raw(field, 0, field.length);
    number(value);
    return this;
  }

  /** Adds a text, or nothing if it is null. */
  public CanonicalContent put(String field, @Nullable String value) {
    if (value != null) {
      text(field);
      text(value);
    }
    return this;
  }

  /** Adds a whole number. */
  public CanonicalContent put(String field, long value) {
    text(field);
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
      text(field);
      number(value.size());
      new TreeMap<>(value)
          .forEach(
              (k, v) -> {
                text(k);
                text(v);
              });
    }
    return this;
  }

  /** Adds a list of parts, each by the given fields. */
  public <T> CanonicalContent put(
      String field, List<T> parts, BiConsumer<CanonicalContent, T> fields) {
    text(field);
    number(parts.size());
    for (T part : parts) {
      fields.accept(this, part);
      endPart();
    }
    return this;
  }

  /** Ends a part of a list, whose number of parts was put before. */
  public CanonicalContent endPart() {
    number(-1);
    return this;
  }

  /** Ends the content. */
  public ContentHash hash() {
    digest.update(bytes, 0, length);
    length = 0;
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[MOSTLY_ENOUGH];
    }
    ByteBuffer result = ByteBuffer.wrap(digest.digest());
    return new ContentHash(result.getLong(), result.getLong());
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    raw(utf8, 0, utf8.length);
  }

  private void number(long value) {
    require(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  private void raw(byte[] source, int from, int size) {
    require(size);
    System.arraycopy(source, from, bytes, length, size);
    length += size;
  }

  private void require(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
