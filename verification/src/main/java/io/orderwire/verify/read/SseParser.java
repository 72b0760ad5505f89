package io.orderwire.verify.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Parses an event stream as the HTML standard has it (9.2.6, interpreting an event stream), but for
 * two things: data stay bytes, and a block with an id and without data is given too, since it moves
 * the place on. A block that is cut off is not given. Not safe for threads.
 *
 * <pre>
 * id: 7⏎ event: order.created⏎ data: {"id":"7"}⏎ ⏎     7, order.created, {"id":"7"}
 * id: 8⏎ ⏎                                             8, "", ""
 * : heartbeat⏎ ⏎                                       nothing
 * </pre>
 */
final class SseParser {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int MOST_DIGITS = 9;

  private final Consumer<SseEvent> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean isFirstLine = true;
  private boolean afterReturn;
  private boolean hasData;
  private boolean hasId;
  private String id = "";
  private String type = "";
  private Optional<Duration> retry = Optional.empty();

  /** Nothing was parsed; the consumer is called for each block as it ends. */
  SseParser(Consumer<SseEvent> events) {
    this.events = events;
  }

  /** The last {@code retry} that came. */
  Optional<Duration> retry() {
    return retry;
  }

  /** Parses what comes next. */
  void feed(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte one = bytes[i];
      if (one == '\n' && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = one == '\r';
      if (one == '\n' || one == '\r') {
        endLine();
      } else {
        line.write(one);
      }
    }
  }

  private void endLine() {
    byte[] bytes = line.toByteArray();
    line.reset();
    if (isFirstLine && Arrays.mismatch(bytes, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length) {
      bytes = Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length);
    }
    isFirstLine = false;
    if (bytes.length == 0) {
      endBlock();
      return;
    }
    int colon = 0;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, bytes.length);
    if (value < bytes.length && bytes[value] == ' ') {
      value++;
    }
    field(new String(bytes, 0, colon, UTF_8), Arrays.copyOfRange(bytes, value, bytes.length));
  }

  private void field(String name, byte[] value) {
    switch (name) {
      case "data" -> {
        if (hasData) {
          data.write('\n');
        }
        hasData = true;
        data.writeBytes(value);
      }
      case "event" -> type = new String(value, UTF_8);
      case "id" -> {
        String text = new String(value, UTF_8);
        if (text.indexOf('\0') < 0) {
          id = text;
          hasId = true;
        }
      }
      case "retry" -> retry(new String(value, UTF_8));
      default -> {} // a comment, or a field that is not known: to be ignored
    }
  }

  private void retry(String text) {
    if (!text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      retry = Optional.of(Duration.ofMillis(Long.parseLong(text)));
    }
  }

  private void endBlock() {
    if (hasData || hasId) {
      events.accept(new SseEvent(id, type, data.toByteArray()));
    }
    data.reset();
    hasData = false;
    hasId = false;
    type = "";
  }
}
