package io.orderwire.verify.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.time.FakeTime;
import io.orderwire.verify.workload.Expectation;
import io.orderwire.verify.workload.Payload;
import io.orderwire.verify.workload.Send;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final FakeTime time = new FakeTime();
  private final Schedule schedule = new Schedule(everySecond(), time, Duration.ofSeconds(5));

  @Test
  void gives_each_when_it_is_due() throws InterruptedException {
    assertThat(numbers(10)).containsExactly(0L);
    assertThat(numbers(10)).containsExactly(1L);
    assertThat(time.now()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void gives_all_that_is_due_when_the_sender_was_held_up() throws InterruptedException {
    time.pass(Duration.ofMillis(3_500));
    assertThat(numbers(10)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void gives_no_more_at_once_than_asked_for() throws InterruptedException {
    time.pass(Duration.ofMillis(3_500));
    assertThat(numbers(2)).containsExactly(0L, 1L);
    assertThat(numbers(2)).containsExactly(2L, 3L);
  }

  @Test
  void gives_nothing_that_is_due_at_the_end_or_later() throws InterruptedException {
    time.pass(Duration.ofSeconds(60));
    assertThat(numbers(10)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(numbers(10)).isEmpty();
  }

  @Test
  void gives_nothing_more_once_all_shall_end() throws InterruptedException {
    time.end();
    assertThat(numbers(10)).isEmpty();
  }

  private List<Long> numbers(int most) throws InterruptedException {
    return schedule.awaitDue(most).stream().map(Send::number).toList();
  }

  private static Iterator<Send> everySecond() {
    return LongStream.iterate(0, n -> n + 1)
        .mapToObj(
            n ->
                new Send(
                    n,
                    Duration.ofSeconds(n),
                    "acme",
                    "acme",
                    new Payload.Bytes(new byte[] {1}),
                    Expectation.UNDECODABLE,
                    0,
                    0))
        .iterator();
  }
}
