package io.orderwire.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {
  private final SseParser parser = new SseParser("before");

  @Test
  void reads_name_and_data_and_remembers_the_id() {
    assertThat(feed("id: 7", "event: order.created", "data: {}", ""))
        .containsExactly(new SseParser.Message("order.created", "{}"));
    assertThat(parser.lastEventId()).isEqualTo("7");
  }

  @Test
  void a_block_with_an_id_alone_moves_the_place_and_is_no_message() {
    assertThat(feed("id: 8", "")).isEmpty();
    assertThat(parser.lastEventId()).isEqualTo("8");
  }

  @Test
  void joins_lines_of_data_and_cuts_one_space() {
    assertThat(feed("data:a", "data:  b", "data", ""))
        .containsExactly(new SseParser.Message("message", "a\n b\n"));
  }

  @Test
  void passes_over_comments_unknown_fields_and_ids_with_nul() {
    assertThat(feed(": heartbeat", "retry: 5", "other: x", "id: a\0b", "")).isEmpty();
    assertThat(parser.lastEventId()).isEqualTo("before");
  }

  @Test
  void drops_a_message_that_is_not_complete() {
    assertThat(feed("event: order.created", "data: {}")).isEmpty();
  }

  @Test
  void passes_over_a_byte_order_mark() {
    assertThat(feed("\uFEFFdata: x", "")).hasSize(1);
  }

  private List<SseParser.Message> feed(String... lines) {
    List<SseParser.Message> messages = new ArrayList<>();
    for (String line : lines) {
      parser.line(line).ifPresent(messages::add);
    }
    return messages;
  }
}
