package io.orderwire.verify.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
  private final List<String> events = new ArrayList<>();
  private final SseParser parser =
      new SseParser(
          event ->
              events.add(event.id() + "|" + event.type() + "|" + new String(event.data(), UTF_8)));

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void reads_blocks_whatever_ends_their_lines(String end) {
    feed("id: 7\nevent: order.created\ndata: {\"a\":1}\n\n: heartbeat\n\nid:8\ndata:  x\n\n", end);
    assertThat(events).containsExactly("7|order.created|{\"a\":1}", "8|| x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void reads_what_comes_byte_by_byte(String end) {
    byte[] bytes = "id: 7\ndata: ü\n\n".replace("\n", end).getBytes(UTF_8);
    for (byte one : bytes) {
      parser.feed(new byte[] {one}, 0, 1);
    }
    assertThat(events).containsExactly("7||ü");
  }

  @Test
  void gives_a_block_that_only_moves_the_place() {
    feed("retry: 2417\n\nid: 5\n\n", "\n");
    assertThat(events).containsExactly("5||");
    assertThat(parser.retry()).contains(Duration.ofMillis(2417));
  }

  @Test
  void keeps_the_id_of_an_earlier_block() {
    feed("id: 5\ndata: a\n\ndata: b\n\n", "\n");
    assertThat(events).containsExactly("5||a", "5||b");
  }

  @Test
  void joins_lines_of_data() {
    feed("data: a\ndata\ndata: b\n\n", "\n");
    assertThat(events).containsExactly("||a\n\nb");
  }

  @Test
  void passes_over_what_is_cut_off_and_what_it_does_not_know() {
    feed("\uFEFFid: 1\nnew: x\nretry: soon\ndata: a\n\nid: 2\ndata: b\n", "\n");
    assertThat(events).containsExactly("1||a");
    assertThat(parser.retry()).isEmpty();
  }

  private void feed(String text, String end) {
    byte[] bytes = text.replace("\n", end).getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
  }
}
