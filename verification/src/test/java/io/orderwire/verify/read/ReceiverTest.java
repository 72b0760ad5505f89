package io.orderwire.verify.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.FakeTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private static final String ITEM =
      "{\"type\":\"order.cancelled\",\"data\":{\"id\":\"i1\",\"sequence\":1}}";

  private final AtomicLong nanos = new AtomicLong();
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);
  private final Progress progress = new Progress(List.of("acme"));
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Hold hold = new Hold();
  private final Receiver receiver;
  private final URI url;

  ReceiverTest() throws IOException {
    receiver = new Receiver(recorder, progress, new FakeTime(), 1, hold, complaints::add);
    url = receiver.add("acme", "hook", DeliveryOrder.ASCENDING);
  }

  @AfterEach
  void close() {
    receiver.close();
    client.close();
  }

  @Test
  void echoes_the_challenge_and_records_nothing() throws Exception {
    HttpResponse<String> answer =
        post("msg_1", "{\"type\":\"endpoint.verification\",\"data\":{\"challenge\":\"abc\"}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"challenge\":\"abc\"}");
    assertThat(recorder.recording().channels("acme").getFirst().exchanges()).isEmpty();
  }

  @Test
  void records_an_item_and_takes_it() throws Exception {
    assertThat(post("i1", ITEM).statusCode()).isEqualTo(200);
    assertThat(recorder.recording().channels("acme").getFirst().size()).isEqualTo(1);
    assertThat(progress.describe()).endsWith("webhook 1");
  }

  @Test
  void refuses_what_cannot_be_read_and_complains() throws Exception {
    assertThat(post("i1", "{}").statusCode()).isEqualTo(400);
    assertThat(complaints).hasSize(1);
  }

  @Test
  void a_request_that_is_held_is_answered_when_it_is_said_and_not_before() throws Exception {
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Hold.Held>> held = other.submit(() -> hold.next(Duration.ofSeconds(60)));
      Future<Integer> answer = other.submit(() -> untilHeld(held));
      Hold.Held request = held.get().orElseThrow();
      assertThat(answer).isNotDone();
      assertThat(request.senderPort()).isPositive();
      request.accept();
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(progress.describe()).endsWith("webhook 1");
  }

  @Test
  void a_request_that_is_held_and_cut_is_not_taken() throws Exception {
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Hold.Held>> held = other.submit(() -> hold.next(Duration.ofSeconds(60)));
      Future<Integer> answer = other.submit(() -> untilHeld(held));
      held.get().orElseThrow().cut();
      assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
    }
    assertThat(progress.describe()).endsWith("webhook 0");
  }

  @Test
  void nobody_is_held_where_nothing_comes() throws Exception {
    assertThat(hold.next(Duration.ofMillis(1))).isEmpty();
    assertThat(post("i1", ITEM).statusCode()).isEqualTo(200);
  }

  /** Sends an item until one is held, whose answer's status is given. */
  private int untilHeld(Future<?> held) throws IOException, InterruptedException {
    while (true) {
      HttpResponse<String> answer = post("i1", ITEM);
      if (held.isDone()) {
        return answer.statusCode();
      }
    }
  }

  private HttpResponse<String> post(String id, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("webhook-id", id)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
