package io.orderwire.verify.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.FakeTime;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private static final String PROBLEM = "{\"code\":\"not_caught_up\",\"status\":503}";
  private static final String FIRST = item(1);
  private static final String SECOND = item(2);

  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);
  private final Progress progress = new Progress(List.of("acme"));
  private final FakeTime time = new FakeTime();

  @Test
  void a_walk_goes_on_from_its_cursor_whatever_goes_wrong() throws Exception {
    try (ScriptedApi api =
            new ScriptedApi(
                time::end,
                reply(503, PROBLEM),
                reply(200, page(FIRST, "c1")),
                reply(500, ""),
                reply(200, page(SECOND, "c2")));
        HttpClient client = HttpClient.newHttpClient()) {
      Walk.following(client, api.partner(), recorder, progress, time).run();
      assertThat(api.asked())
          .containsExactly(
              "/v1/orders/events?limit=500&since=1970-01-01T00:00:00Z",
              "/v1/orders/events?limit=500&since=1970-01-01T00:00:00Z",
              "/v1/orders/events?limit=500&newer_than=c1",
              "/v1/orders/events?limit=500&newer_than=c1");
    }
    assertThat(sequences()).containsExactly(1L, 2L);
    assertThat(reads()).extracting(Exchange.Read::status).containsExactly(503, 200, 500, 200);
    assertThat(reads()).extracting(Exchange.Read::code).startsWith("not_caught_up", "");
    assertThat(reads().getLast().boundary()).isEqualTo(Boundary.newerThan("c1"));
    assertThat(progress.isComplete()).isTrue();
  }

  @Test
  void a_history_is_read_to_its_end() throws Exception {
    try (ScriptedApi api =
            new ScriptedApi(
                () -> {},
                reply(200, page(FIRST, "c1").replace("false", "true")),
                reply(503, PROBLEM),
                reply(200, page(SECOND, "c2")));
        HttpClient client = HttpClient.newHttpClient()) {
      Walk.history(client, api.partner(), recorder, time);
    }
    assertThat(sequences()).containsExactly(1L, 2L);
  }

  @Test
  void a_stream_connects_again_behind_the_last_whole_event() throws Exception {
    try (ScriptedApi api =
        new ScriptedApi(
            time::end,
            reply(200, "retry: 9\n\nid: i0\n\n" + block(1) + "id: i2\ndata: " + SECOND),
            reply(410, "{\"code\":\"cursor_expired\"}"),
            reply(200, block(2) + "event: goaway\ndata: {}\n\n"))) {
      new Stream(api.partner(), recorder, progress, time).run();
      String path = "/v1/orders/events/stream?since=1970-01-01T00:00:00Z";
      assertThat(api.asked()).containsExactly(path, path + " behind i1", path + " behind i1");
    }
    assertThat(sequences()).containsExactly(1L, 2L);
    assertThat(reads()).extracting(Exchange.Read::status).containsExactly(200, 410, 200);
    assertThat(reads()).extracting(Exchange.Read::code).containsExactly("", "cursor_expired", "");
    assertThat(reads().getLast().boundary()).isEqualTo(Boundary.newerThan("i1"));
  }

  private static ScriptedApi.Reply reply(int status, String body) {
    return new ScriptedApi.Reply(status, body.isEmpty() ? "x" : body);
  }

  private static String item(long sequence) {
    return "{\"id\":\"i%d\",\"sequence\":%d,\"type\":\"order.cancelled\"}"
        .formatted(sequence, sequence);
  }

  private static String page(String item, String cursor) {
    return "{\"events\":[%s],\"cursor\":\"%s\",\"has_more\":false}".formatted(item, cursor);
  }

  private static String block(long sequence) {
    return "id: i%d\nevent: order.cancelled\ndata: %s\n\n".formatted(sequence, item(sequence));
  }

  private ChannelRecording channel() {
    return recorder.recording().channels("acme").getFirst();
  }

  private List<Long> sequences() {
    ChannelRecording channel = channel();
    return IntStream.range(0, channel.size())
        .mapToObj(n -> channel.get(n).item().sequence())
        .toList();
  }

  private List<Exchange.Read> reads() {
    return channel().exchanges().stream().map(Exchange.Read.class::cast).toList();
  }
}
