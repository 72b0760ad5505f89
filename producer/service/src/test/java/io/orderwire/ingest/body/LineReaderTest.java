package io.orderwire.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.ingest.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final int LIMIT = 40_000;

  private final Semaphore memory = new Semaphore(1 << 20);
  private long nanos;

  private LineReader reader(InputStream in, Room room) {
    return new LineReader(new Arrival(in, Duration.ofSeconds(30), () -> nanos), LIMIT, room);
  }

  private List<String> lines(InputStream in) {
    try (Room room = new Room(memory)) {
      return lines(reader(in, room));
    }
  }

  private static List<String> lines(LineReader reader) {
    List<String> lines = new ArrayList<>();
    for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(
          line.number()
              + (line.isTooLong()
                  ? "!"
                  : ":"
                      + new String(
                          line.buffer(), line.offset(), line.length(), StandardCharsets.UTF_8)));
    }
    return lines;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void reads_lines_with_their_numbers() {
    assertThat(lines(text("a\nb\r\n\n \t\r\nc"))).containsExactly("1:a", "2:b\r", "5:c");
  }

  @Test
  void finds_nothing_in_an_empty_body() {
    assertThat(lines(text(""))).isEmpty();
    assertThat(lines(text("\n\n"))).isEmpty();
  }

  @Test
  void passes_over_a_line_that_is_too_long() {
    String exact = "x".repeat(LIMIT);
    assertThat(lines(text("a\n" + exact + "\n" + exact + "y\nb\n" + "z".repeat(1_000_000) + "\nc")))
        .containsExactly("1:a", "2:" + exact, "3!", "4:b", "5!", "6:c");
  }

  @Test
  void tells_a_last_line_that_is_too_long() {
    assertThat(lines(text("a\n" + "z".repeat(1_000_000)))).containsExactly("1:a", "2!");
  }

  @Test
  void gives_up_on_a_line_without_end() {
    assertThatThrownBy(() -> lines(new Endless('x')))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void gives_up_on_white_space_without_end() {
    assertThatThrownBy(() -> lines(new Endless('\n')))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  @Test
  void holds_little_more_than_one_line_however_many_are_too_long() {
    try (Room room = new Room(memory)) {
      lines(reader(text(("z".repeat(100_000) + "\n").repeat(50)), room));

      assertThat((1 << 20) - memory.availablePermits()).isPositive().isLessThan(4 * LIMIT);
    }
    assertThat(memory.availablePermits()).isEqualTo(1 << 20);
  }

  @Test
  void refuses_when_all_requests_together_hold_too_much() {
    memory.drainPermits();
    memory.release(20_000);

    assertThatThrownBy(() -> lines(text("z".repeat(30_000))))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED));
  }

  @Test
  void refuses_a_client_that_sends_a_byte_a_minute() {
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            nanos += Duration.ofMinutes(1).toNanos();
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            buffer[offset] = (byte) read();
            return 1;
          }
        };

    assertThatThrownBy(() -> lines(slow))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT));
  }

  @Test
  void tells_a_client_that_is_gone() {
    InputStream gone =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("idle for too long");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("idle for too long");
          }
        };

    assertThatThrownBy(() -> lines(gone))
        .isInstanceOfSatisfying(
            BodyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT));
  }

  @Property(tries = 200)
  void reads_the_same_in_whatever_pieces_it_arrives(
      @ForAll List<@IntRange(max = 60_000) Integer> lengths, @ForAll long seed) {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    long number = 0;
    for (int length : lengths.subList(0, Math.min(8, lengths.size()))) {
      number++;
      String line = "v".repeat(length);
      text.append(line).append('\n');
      if (length > LIMIT) {
        expected.add(number + "!");
      } else if (length > 0) {
        expected.add(number + ":" + line);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(seed);
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(20_000)));
          }
        };

    assertThat(lines(pieces)).isEqualTo(expected);
  }

  private static final class Endless extends InputStream {
    private final char c;

    Endless(char c) {
      this.c = c;
    }

    @Override
    public int read() {
      return c;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      Arrays.fill(buffer, offset, offset + length, (byte) c);
      return length;
    }
  }
}
