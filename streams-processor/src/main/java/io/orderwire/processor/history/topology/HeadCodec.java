package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Span;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A partner's head as bytes: three longs, then 20 bytes for each epoch. */
final class HeadCodec {
  private static final int FIXED = 3 * Long.BYTES;
  private static final int SPAN = Integer.BYTES + 2 * Long.BYTES;

  private HeadCodec() {}

  static byte[] toBytes(Head head) {
    ByteBuffer out = ByteBuffer.allocate(FIXED + SPAN * head.spans().size());
    out.putLong(head.oldest()).putLong(head.accepted()).putLong(head.recordTime().toEpochMilli());
    for (Span span : head.spans()) {
      out.putInt(span.epoch()).putLong(span.first()).putLong(span.last());
    }
    return out.array();
  }

  static Head fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long oldest = in.getLong();
    long accepted = in.getLong();
    Instant recordTime = Instant.ofEpochMilli(in.getLong());
    List<Span> spans = new ArrayList<>();
    while (in.hasRemaining()) {
      spans.add(new Span(in.getInt(), in.getLong(), in.getLong()));
    }
    return new Head(spans, oldest, accepted, recordTime);
  }
}
