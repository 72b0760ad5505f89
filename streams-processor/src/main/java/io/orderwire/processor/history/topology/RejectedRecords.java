package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.processor.history.Rejected;
import io.orderwire.schemas.TopicCatalogue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the rejected topic: key, value and headers as received, and behind them headers
 * that say why and from where. All of these are UTF-8 text:
 *
 * <ul>
 *   <li>{@code ow-reason}; {@code ow-field} and {@code ow-detail} where there is something to say;
 *   <li>{@code ow-source-topic-id}, {@code ow-source-partition}, {@code ow-source-offset}, {@code
 *       ow-source-timestamp} (milliseconds).
 * </ul>
 *
 * Compressed input can be far larger than any topic takes. What does not fit is left out, the value
 * first, then the headers, then the key; {@code ow-value-omitted}, {@code ow-headers-omitted} and
 * {@code ow-key-omitted} then say how many bytes (headers: how many) there were, and {@code
 * ow-value-sha256} what the value was.
 */
final class RejectedRecords {
  /** What key, value and received headers may take together. */
  static final int MAX_BYTES = TopicCatalogue.MAX_REJECTED_BATCH_BYTES - 65_536;

  private static final int LONGEST_DETAIL = 1_000;
  private static final int HEADER_OVERHEAD = 12;

  private RejectedRecords() {}

  static Record<Routed, byte[]> of(Record<byte[], byte[]> source, Origin origin, Rejected why) {
    byte @Nullable [] key = source.key();
    byte @Nullable [] value = source.value();
    Headers headers = new RecordHeaders(source.headers());
    Headers more = new RecordHeaders();
    long size = length(key) + length(value) + length(headers);
    if (size > MAX_BYTES && value != null) {
      put(more, "ow-value-omitted", String.valueOf(value.length));
      put(more, "ow-value-sha256", sha256(value));
      size -= value.length;
      value = null;
    }
    if (size > MAX_BYTES) {
      put(more, "ow-headers-omitted", String.valueOf(headers.toArray().length));
      size -= length(headers);
      headers = new RecordHeaders();
    }
    if (size > MAX_BYTES) {
      put(more, "ow-key-omitted", String.valueOf(length(key)));
      key = null;
    }
    put(headers, "ow-reason", why.reason().code());
    put(headers, "ow-field", why.field());
    put(headers, "ow-detail", why.detail());
    put(headers, "ow-source-topic-id", origin.topicId().toString());
    put(headers, "ow-source-partition", String.valueOf(origin.partition()));
    put(headers, "ow-source-offset", String.valueOf(origin.offset()));
    put(headers, "ow-source-timestamp", String.valueOf(source.timestamp()));
    more.forEach(headers::add);
    return new Record<>(
        new Routed(origin.partition(), key), value, Math.max(0, source.timestamp()), headers);
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      String bounded = value.length() > LONGEST_DETAIL ? value.substring(0, LONGEST_DETAIL) : value;
      headers.add(name, bounded.getBytes(UTF_8));
    }
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static long length(Headers headers) {
    long length = 0;
    for (Header header : headers) {
      length += HEADER_OVERHEAD + 3L * header.key().length() + length(header.value());
    }
    return length;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
