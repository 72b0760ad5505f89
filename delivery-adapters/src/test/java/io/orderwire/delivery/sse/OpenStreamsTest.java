package io.orderwire.delivery.sse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Authenticator.Standing;
import io.orderwire.delivery.http.Cursors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks run where a test says so, and time passes where it does. */
class OpenStreamsTest {
  private static final String PARTNER = "acme";
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(15),
          Duration.ofMinutes(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          3);

  private final MemoryHistory history = new MemoryHistory();
  private final AtomicLong nanos = new AtomicLong();
  private final Map<FakeSink, LiveStream> opened = new HashMap<>();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final OpenStreams streams = new OpenStreams(history, 3, tasks::add, nanos::get);

  @Test
  void an_item_that_comes_while_another_is_sent_is_sent_too() {
    FakeSink sink = open(streams);
    work();
    sink.atNextSend(() -> created(1));
    created(1);
    work();
    assertThat(sink.ids()).isEqualTo(ids(2));
    assertThat(tasks).isEmpty();
  }

  @Test
  void thousands_of_changes_lead_to_one_task() {
    FakeSink sink = open(streams);
    work();
    created(5_000);
    assertThat(tasks).hasSize(1);
    work();
    assertThat(sink.ids()).isEqualTo(ids(5_000));
  }

  @Test
  void a_client_that_stops_reading_holds_up_no_other_and_holds_one_piece() {
    FakeSink lazy = open(streams);
    FakeSink diligent = open(streams);
    work();
    int before = lazy.sent().size();
    lazy.stopReading();
    for (int i = 0; i < 50; i++) {
      created(100);
      work();
    }
    assertThat(diligent.ids()).isEqualTo(ids(5_000));
    assertThat(lazy.sent()).hasSize(before + 1);
    lazy.read();
    work();
    assertThat(lazy.ids()).isEqualTo(ids(5_000));
  }

  @Test
  void what_one_has_rendered_the_others_send() {
    FakeSink one = open(streams);
    FakeSink two = open(streams);
    work();
    created(3);
    work();
    assertThat(two.sent().getLast().array()).isSameAs(one.sent().getLast().array());
    assertThat(two.ids()).isEqualTo(ids(3));
  }

  @Test
  void an_item_that_is_erased_is_rendered_anew() {
    created(1);
    SharedFrames shared = new SharedFrames(PARTNER);
    byte[] before = shared.of(history.readAfter(PARTNER, 0, 1)).bytes();
    history.erase(PARTNER, 1);
    assertThat(shared.of(history.readAfter(PARTNER, 0, 1)).bytes()).isNotEqualTo(before);
  }

  @Test
  void the_end_of_the_service_says_goaway_and_waits_two_seconds_for_who_does_not_read() {
    FakeSink lazy = open(streams);
    FakeSink diligent = open(streams);
    work();
    lazy.stopReading();
    created(1);
    work();
    streams.closeAll();
    pass(Duration.ofSeconds(1));
    assertThat(diligent.text()).contains("event: goaway\ndata: {\"reason\":\"shutdown\"}");
    assertThat(diligent.isEnded()).isTrue();
    assertThat(lazy.isEnded()).isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(lazy.isEnded()).isTrue();
    assertThat(streams.count()).isEqualTo(0);
  }

  @Test
  void a_connection_that_closes_while_its_last_bytes_wait_ends_once_they_have_gone() {
    FakeSink sink = open(streams);
    work();
    sink.stopReading();
    streams.closeAll();
    work();
    assertThat(sink.isEnded()).isFalse();
    sink.read();
    work();
    assertThat(sink.isEnded()).isTrue();
  }

  @Test
  void a_history_that_moves_away_from_an_idle_stream_ends_it_after_ten_seconds() {
    FakeSink sink = open(streams);
    work();
    history.become(new History.Readiness.NoOwner());
    pass(Duration.ofSeconds(9));
    assertThat(sink.isEnded()).isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(sink.text()).contains("\"reason\":\"moved\"");
    assertThat(sink.isEnded()).isTrue();
  }

  @Test
  void an_idle_stream_has_heartbeats_and_no_tasks_between() {
    FakeSink sink = open(streams);
    work();
    pass(Duration.ofSeconds(61));
    assertThat(sink.text().lines().filter(": heartbeat"::equals)).hasSize(4);
    assertThat(tasks).isEmpty();
  }

  @Test
  void a_stream_that_ends_makes_room() {
    for (int i = 0; i < 2; i++) {
      var _ = open(streams);
    }
    FakeSink sink = open(streams);
    assertThat(streams.room(PARTNER)).isEmpty();
    work();
    sink.stopReading();
    created(1);
    work();
    assertThat(streams.of(PARTNER)).hasSize(3);
    lost(sink);
    work();
    assertThat(streams.of(PARTNER)).hasSize(2);
    assertThat(streams.room(PARTNER)).isPresent();
  }

  @Test
  void nothing_is_missed_however_threads_meet() {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      OpenStreams live = new OpenStreams(history, 3, pool, System::nanoTime);
      List<FakeSink> sinks =
          List.of(
              open(live, System::nanoTime),
              open(live, System::nanoTime),
              open(live, System::nanoTime));
      for (int i = 0; i < 3_000; i++) {
        created(1);
        if (i % 100 == 0) {
          sinks.get(i % 3).stopReading();
        }
        if (i % 100 == 50) {
          sinks.forEach(FakeSink::read);
        }
      }
      sinks.forEach(FakeSink::read);
      for (FakeSink sink : sinks) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(sink.ids()).isEqualTo(ids(3_000)));
      }
    }
  }

  private FakeSink open(OpenStreams where) {
    return open(where, nanos::get);
  }

  private FakeSink open(OpenStreams where, LongSupplier nanoTime) {
    OpenStreams.Room room = where.room(PARTNER).orElseThrow();
    FakeSink sink = new FakeSink();
    Lifetime lifetime =
        new Lifetime(
            SETTINGS,
            new Lifetime.Limits(SETTINGS.maxAge(), () -> Standing.ALLOWED, where::isClosing),
            nanoTime.getAsLong());
    Walk walk =
        new Walk(
            history,
            new Cursors(history),
            PARTNER,
            Position.START,
            Set.of(),
            lifetime,
            new Frames().retry(Duration.ofSeconds(1)).take());
    LiveStream stream =
        new LiveStream(
            walk,
            nanoTime.getAsLong(),
            sink,
            room::wake,
            end -> new Frames().notice("goaway", "{\"reason\":\"" + end.wireName() + "\"}").take());
    opened.put(sink, stream);
    room.take(stream);
    return sink;
  }

  private void lost(FakeSink sink) {
    requireNonNull(opened.get(sink)).lost();
  }

  private void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void pass(Duration time) {
    work();
    for (long left = time.toMillis() / 100; left > 0; left--) {
      nanos.addAndGet(Duration.ofMillis(100).toNanos());
      streams.tick();
      work();
    }
  }

  private void created(int count) {
    for (int i = 0; i < count; i++) {
      history.append(PARTNER, EventType.CREATED, "o" + i);
    }
  }

  private static List<String> ids(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(sequence -> ItemIds.encode(PARTNER, new Position(0, sequence)))
        .toList();
  }
}
