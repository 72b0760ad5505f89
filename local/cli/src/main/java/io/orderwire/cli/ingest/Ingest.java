package io.orderwire.cli.ingest;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.InvalidEventException;
import io.orderwire.producer.Published;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the lines of one input in their order. It stops reading at the first event that the
 * broker did not take: what follows of that partner would be out of order. Not thread-safe.
 */
final class Ingest {
  /** How many events may be under way; the publisher bounds their bytes besides. */
  private static final int WINDOW = 65_536;

  private final Function<OrderEvent, CompletableFuture<Published>> publisher;
  private final RejectedLines rejected;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
  private final Semaphore window = new Semaphore(WINDOW);

  /**
   * An ingest.
   *
   * @param publisher publishes; may block for room
   * @param rejected takes the lines that are not valid events
   */
  Ingest(Function<OrderEvent, CompletableFuture<Published>> publisher, RejectedLines rejected) {
    this.publisher = publisher;
    this.rejected = rejected;
  }

  /** Blocks for a time. */
  @FunctionalInterface
  interface Waiter {
    /** Blocks for this long. */
    void await(Duration duration) throws InterruptedException;
  }

  /**
   * Publishes all lines and waits for their acknowledgements.
   *
   * @param tick called after each line
   * @return the first failure, or null
   */
  @Nullable Failure run(Lines lines, Pace pace, Waiter waiter, Runnable tick)
      throws IOException, InterruptedException {
    long number = 0;
    for (Lines.Line line = lines.next();
        line != null && failure.get() == null;
        line = lines.next()) {
      number++;
      if (!line.isBlank()) {
        Duration wait = pace.next();
        if (wait.isPositive()) {
          waiter.await(wait);
        }
        take(number, line);
      }
      tick.run();
    }
    window.acquire(WINDOW);
    return failure.get();
  }

  /** How many events the broker has acknowledged. */
  long accepted() {
    return accepted.get();
  }

  private void take(long number, Lines.Line line) throws IOException, InterruptedException {
    if (line.cut()) {
      rejected.add(
          number,
          line.bytes(),
          List.of(new Violation("", "is longer than " + EventRules.MAX_EVENT_BYTES + " bytes")));
      return;
    }
    switch (EventJson.parse(line.bytes())) {
      case Parsed.Invalid invalid -> rejected.add(number, line.bytes(), invalid.violations());
      case Parsed.Valid valid -> publish(number, line, valid.event());
    }
  }

  private void publish(long number, Lines.Line line, OrderEvent event) throws InterruptedException {
    window.acquire();
    var _ =
        publisher
            .apply(event)
            .whenComplete(
                (published, cause) -> {
                  if (cause == null) {
                    accepted.incrementAndGet();
                  } else {
                    failed(number, line, cause);
                  }
                  window.release();
                });
  }

  private void failed(long number, Lines.Line line, Throwable cause) {
    if (cause instanceof InvalidEventException invalid) {
      try {
        rejected.add(number, line.bytes(), invalid.violations());
        return;
      } catch (IOException e) {
        failure.compareAndSet(null, new Failure(number, new UncheckedIOException(e)));
        return;
      }
    }
    failure.compareAndSet(null, new Failure(number, cause));
  }

  /**
   * Why an ingest ended early.
   *
   * @param line the number of the line that failed first
   * @param cause why
   */
  record Failure(long line, Throwable cause) {}
}
