package io.orderwire.delivery.kafka.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void waits_until_another_has_ended() throws Exception {
    Turns turns = new Turns(1, LONG);
    Turns.Turn first = turns.take();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Turns.Turn> second = threads.submit(turns::take);
      assertThat(second.isDone()).isFalse();
      first.close();
      second.get().close();
    }
  }

  @Test
  void begins_without_a_turn_where_others_take_too_long() throws Exception {
    Turns turns = new Turns(1, Duration.ofMillis(1));
    try (Turns.Turn _ = turns.take();
        Turns.Turn second = turns.take()) {
      assertThat(second).isNotNull();
    }
    try (Turns.Turn only = new Turns(1, LONG).take()) {
      assertThat(only).isNotNull();
    }
  }

  @Test
  void who_began_without_a_turn_gives_none_back() throws Exception {
    Turns turns = new Turns(1, Duration.ofMillis(1));
    Turns.Turn first = turns.take();
    turns.take().close();
    turns.take().close();
    first.close();
    try (Turns.Turn _ = turns.take()) {
      assertThat(turns.free()).isZero();
    }
    assertThat(turns.free()).isEqualTo(1);
  }
}
