package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

/**
 * Encodes blocks of an event stream (WHATWG HTML, section 9.2.5). Grows as blocks are added, until
 * it is taken. Not thread-safe.
 */
final class Frames {
  private static final byte[] ID = "id: ".getBytes(UTF_8);
  private static final byte[] EVENT = "event: ".getBytes(UTF_8);
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] RETRY = "retry: ".getBytes(UTF_8);
  private static final byte[] COMMENT = ": ".getBytes(UTF_8);

  private static final int USUAL_BYTES = 1_024;

  private final ByteArrayOutputStream out;

  /** Of the usual size. */
  Frames() {
    this(USUAL_BYTES);
  }

  /** With room for so many bytes at first. */
  Frames(int bytes) {
    out = new ByteArrayOutputStream(bytes);
  }

  /**
   * An event.
   *
   * @param id without line breaks and NUL
   * @param event its name, without line breaks
   * @param json its data: one line, written as it is
   */
  Frames event(String id, String event, byte[] json) {
    field(ID, id.getBytes(UTF_8));
    field(EVENT, event.getBytes(UTF_8));
    field(DATA, json);
    out.write('\n');
    return this;
  }

  /** An event without an id of its own: clients keep the last one. Data may have lines. */
  Frames notice(String event, String data) {
    field(EVENT, event.getBytes(UTF_8));
    for (String line : data.split("\r\n|\r|\n", -1)) {
      field(DATA, line.getBytes(UTF_8));
    }
    out.write('\n');
    return this;
  }

  /** Moves the client's last event id, and dispatches nothing. */
  Frames place(String id) {
    field(ID, id.getBytes(UTF_8));
    out.write('\n');
    return this;
  }

  /** How long the client is to wait before it connects again. */
  Frames retry(Duration wait) {
    field(RETRY, Long.toString(wait.toMillis()).getBytes(UTF_8));
    out.write('\n');
    return this;
  }

  /** What clients pass over; without line breaks. */
  Frames comment(String text) {
    field(COMMENT, text.getBytes(UTF_8));
    out.write('\n');
    return this;
  }

  /** How many bytes there are. */
  int size() {
    return out.size();
  }

  /** Takes all blocks out. */
  byte[] take() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  private void field(byte[] name, byte[] value) {
    out.write(name, 0, name.length);
    out.write(value, 0, value.length);
    out.write('\n');
  }
}
