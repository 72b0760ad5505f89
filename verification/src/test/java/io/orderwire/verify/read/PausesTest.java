package io.orderwire.verify.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Fault;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.FakeTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final String PAUSE = "/v1/webhooks/endpoints/we_1/pause";
  private static final String RESUME = "/v1/webhooks/endpoints/we_1/resume";

  private final FakeTime time = new FakeTime();
  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);

  @Test
  void resumes_what_was_paused_however_often_it_takes() throws Exception {
    assertThat(asked(reply(200), reply(503), reply(200))).containsExactly(PAUSE, RESUME, RESUME);
  }

  @Test
  void resumes_where_nobody_knows_whether_it_was_paused() throws Exception {
    assertThat(asked(reply(503), reply(409))).containsExactly(PAUSE, RESUME);
  }

  @Test
  void the_endpoint_rests_until_it_is_resumed() throws Exception {
    var _ = asked(reply(200), reply(503), reply(200));
    Channel channel = Channel.webhook("acme", "ordered", DeliveryOrder.ASCENDING);
    assertThat(recorder.recording().rests(channel))
        .singleElement()
        .satisfies(rest -> assertThat(rest.until()).isBetween(rest.from(), Fault.OPEN - 1));
  }

  private List<String> asked(ScriptedApi.Reply... replies)
      throws IOException, InterruptedException {
    try (ScriptedApi api = new ScriptedApi(time::end, replies);
        HttpClient client = HttpClient.newHttpClient()) {
      new Pauses(
              client,
              List.of(new Pauses.Endpoint(api.partner(), "ordered", "we_1")),
              recorder,
              time,
              Duration.ofHours(1),
              7)
          .run();
      return api.asked();
    }
  }

  private static ScriptedApi.Reply reply(int status) {
    return new ScriptedApi.Reply(status, "");
  }
}
