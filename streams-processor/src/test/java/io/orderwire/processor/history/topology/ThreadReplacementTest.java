package io.orderwire.processor.history.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
  private final RuntimeException failure =
      new UncheckedIOException(new IOException("No space left on device"));

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final ThreadReplacement replacement = new ThreadReplacement(() -> now);

  @Test
  void stops_at_the_eleventh_failure_within_ten_minutes() {
    for (int count = 1; count <= ThreadReplacement.MOST; count++) {
      assertThat(replacement.handle(failure)).isEqualTo(REPLACE_THREAD);
      now = now.plusSeconds(59);
    }
    assertThat(replacement.handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void goes_on_where_failures_are_seldom() {
    for (int count = 1; count <= 100; count++) {
      assertThat(replacement.handle(failure)).isEqualTo(REPLACE_THREAD);
      now = now.plus(Duration.ofSeconds(61));
    }
  }

  @Test
  void stops_at_once_where_another_thread_would_fail_as_well() {
    assertThat(replacement.handle(new IllegalStateException(new OutOfMemoryError())))
        .isEqualTo(SHUTDOWN_CLIENT);
  }
}
