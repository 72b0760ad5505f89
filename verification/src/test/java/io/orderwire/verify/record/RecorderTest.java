package io.orderwire.verify.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Item ITEM = new Item(1, 2, 3, 4);

  private final AtomicLong nanos = new AtomicLong(100);
  private final Recorder recorder = new Recorder(nanos::incrementAndGet);

  @Test
  void times_are_told_since_its_beginning_where_that_was_said() {
    long made = recorder.recording().startedAt();
    recorder.begin();
    assertThat(recorder.recording().startedAt()).isGreaterThan(made);
  }

  @Test
  void a_send_is_unknown_until_it_is_acknowledged() {
    ProducerRecorder producer = recorder.producer("p");
    producer.sending("acme", 7, 70);
    producer.acknowledged(producer.sending("acme", 8, 80));

    Publications sent = recorder.recording().producers().getFirst();

    assertThat(sent.get(0)).isEqualTo(new Publication("p", 0, "acme", 7, 70, Outcome.UNKNOWN, 102));
    assertThat(sent.get(1).outcome()).isEqualTo(Outcome.ACKNOWLEDGED);
  }

  @Test
  void poison_stays_poison_when_it_is_acknowledged() {
    ProducerRecorder producer = recorder.producer("p");
    producer.acknowledged(producer.poison("acme", 7));

    assertThat(found(7).outcome()).isEqualTo(Outcome.MUST_BE_REJECTED);
  }

  @Test
  void an_event_that_is_sent_again_is_one_event() {
    ProducerRecorder producer = recorder.producer("p");
    producer.sending("acme", 7, 70);
    producer.acknowledged(producer.sending("acme", 8, 80));
    producer.acknowledged(producer.sending("acme", 7, 70));

    assertThat(recorder.recording().events().size()).isEqualTo(2);
    assertThat(found(7))
        .isEqualTo(new PublishedEvent(7, "acme", 70, "p", 0, 2, Outcome.ACKNOWLEDGED, 102, false));
  }

  @Test
  void an_event_of_two_producers_is_told_so() {
    recorder.producer("p").sending("acme", 7, 70);
    recorder.producer("q").sending("acme", 7, 70);

    assertThat(found(7).severalProducers()).isTrue();
  }

  @Test
  void a_recording_does_not_change() {
    PollRecorder walk = recorder.poll(Channel.walk("acme", "w"));
    walk.page("a", Boundary.NOTHING, "c", List.of(ITEM));
    Recording before = recorder.recording();
    for (int i = 0; i < 100; i++) {
      walk.page("a", Boundary.NOTHING, "c", List.of(ITEM));
    }

    assertThat(before.channels().getFirst().size()).isEqualTo(1);
    assertThat(before.channels().getFirst().exchanges()).hasSize(1);
  }

  @Test
  void an_item_is_seen_where_and_when_it_came() {
    WebhookRecorder webhook =
        recorder.webhook(Channel.webhook("acme", "endpoint", DeliveryOrder.NONE));
    int request = webhook.arrived("adapter-1", "id", List.of(ITEM));
    webhook.answered(request, Answer.CONFIRMED);

    ChannelRecording channel = recorder.recording().channels("acme").getFirst();

    assertThat(channel.get(0)).isEqualTo(new Sighting(102, 0, ITEM));
    assertThat(channel.exchangeOf(channel.get(0)))
        .isEqualTo(new Delivery(102, "adapter-1", Fingerprint.of("id"), Answer.CONFIRMED, 103));
  }

  @Test
  void items_of_a_stream_have_times_of_their_own() {
    StreamRecorder stream = recorder.stream(Channel.stream("acme", "s"));
    int connection = stream.connected("adapter-1", Boundary.NOTHING);
    stream.item(connection, ITEM);
    stream.item(connection, ITEM);

    ChannelRecording channel = recorder.recording().channels("acme").getFirst();

    assertThat(channel.get(1).at()).isEqualTo(channel.get(0).at() + 1);
  }

  @Test
  void refuses_a_second_channel_of_the_same_name() {
    recorder.stream(Channel.stream("acme", "s"));

    assertThatThrownBy(() -> recorder.poll(Channel.walk("acme", "s")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_to_record_a_channel_as_another_kind() {
    assertThatThrownBy(() -> recorder.stream(Channel.walk("acme", "w")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void many_threads_lose_nothing() {
    StreamRecorder stream = recorder.stream(Channel.stream("acme", "s"));
    int connection = stream.connected("adapter-1", Boundary.NOTHING);
    int threads = 8;
    int each = 5_000;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        long first = (long) t * each;
        pool.execute(
            () -> {
              for (int i = 0; i < each; i++) {
                stream.item(connection, new Item(first + i, 0, 0, 0));
              }
            });
      }
    }

    ChannelRecording channel = recorder.recording().channels("acme").getFirst();

    LongMap seen = new LongMap();
    for (int i = 0; i < channel.size(); i++) {
      seen.put(channel.get(i).item().sequence(), i);
    }
    assertThat(channel.size()).isEqualTo(threads * each);
    assertThat(seen.size()).isEqualTo(threads * each);
  }

  private PublishedEvent found(long token) {
    PublishedEvent event = recorder.recording().events().find(token);
    assertThat(event).isNotNull();
    return event;
  }
}
