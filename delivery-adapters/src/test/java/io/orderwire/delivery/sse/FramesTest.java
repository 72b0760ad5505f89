package io.orderwire.delivery.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FramesTest {
  @Test
  void an_event_has_id_name_and_one_line_of_data() {
    assertThat(text(new Frames().event("i1", "order.created", "{\"a\":1}".getBytes(UTF_8))))
        .isEqualTo("id: i1\nevent: order.created\ndata: {\"a\":1}\n\n");
  }

  @Test
  void a_place_is_an_id_alone() {
    assertThat(text(new Frames().place("i1"))).isEqualTo("id: i1\n\n");
  }

  @Test
  void a_retry_is_in_milliseconds_and_a_comment_is_no_event() {
    assertThat(text(new Frames().retry(Duration.ofSeconds(2)).comment("heartbeat")))
        .isEqualTo("retry: 2000\n\n: heartbeat\n\n");
  }

  @Test
  void every_kind_of_line_break_in_a_notice_begins_a_line_of_data() {
    assertThat(text(new Frames().notice("error", "a\nb\rc\r\nd")))
        .isEqualTo("event: error\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
  }

  @Property
  void what_is_encoded_is_what_a_client_reads(@ForAll String data) {
    List<ReadEvents.ReadEvent> read =
        ReadEvents.parse(text(new Frames().place("p").notice("n", data)));
    String expected = data.replace("\r\n", "\n").replace('\r', '\n');
    String seen = new String(expected.getBytes(UTF_8), UTF_8);
    // A client dispatches nothing for an empty data buffer (WHATWG HTML, section 9.2.6).
    assertThat(read)
        .isEqualTo(seen.isEmpty() ? List.of() : List.of(new ReadEvents.ReadEvent("p", "n", seen)));
  }

  private static String text(Frames frames) {
    return new String(frames.take(), UTF_8);
  }
}
