package io.orderwire.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Few bytes that stand for many: the beginning of their SHA-256. For one thread. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has it", e);
    }
  }

  /** Of a key. */
  record Key(long high, long low) {}

  /** Of a key. */
  Key key(byte @Nullable [] key) {
    add(key);
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new Key(bytes.getLong(), bytes.getLong());
  }

  /** Of what a record says: value, headers and time. 0 where it has no value, and only then. */
  long content(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return 0;
    }
    add(record.value());
    for (Header header : record.headers()) {
      add(header.key().getBytes(UTF_8));
      add(header.value());
    }
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).flip());
    long hash = ByteBuffer.wrap(digest.digest()).getLong();
    return hash == 0 ? 1 : hash;
  }

  private void add(byte @Nullable [] bytes) {
    int length = bytes == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    if (bytes != null) {
      digest.update(bytes);
    }
  }
}
