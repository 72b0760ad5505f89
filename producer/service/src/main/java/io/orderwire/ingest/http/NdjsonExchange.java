package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.Intake;
import io.orderwire.ingest.Outcome;
import io.orderwire.ingest.body.BodyException;
import io.orderwire.ingest.body.LineReader;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of events, and the stream of their outcomes. The request's thread reads and hands
 * over, another one awaits the outcomes in order and writes them; between them are at most as many
 * events as the window has, so a client that does not read is soon not read from either.
 *
 * <p>The first outcome that is to be sent again ends the reading: what comes behind would only have
 * to be sent again too.
 */
final class NdjsonExchange {

  /** How long the reader may not notice that the writer has ended. */
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private static final String TOO_LONG = "is longer than 256 KiB";
  private static final String FAULT = "a fault of this service; what follows was not read";

  /** An event that was read, or the end. */
  private record Item(
      long line, @Nullable CompletableFuture<Outcome> outcome, @Nullable BodyException end) {}

  private final Window<Item> window;
  private final ThreadFactory threads;
  private final BooleanSupplier stopping;

  NdjsonExchange(int window, ThreadFactory threads, BooleanSupplier stopping) {
    this.window = new Window<>(window);
    this.threads = threads;
    this.stopping = stopping;
  }

  /** Runs until the end of the body, the first transient failure, or the client's going. */
  void run(LineReader lines, Intake intake, HttpServletResponse response, boolean minimal)
      throws IOException, InterruptedException {
    NdjsonAnswer answer = new NdjsonAnswer(response, minimal);
    Thread writer = threads.newThread(() -> write(answer));
    writer.start();
    try {
      read(lines, intake, answer, writer);
    } finally {
      writer.join();
    }
    answer.rethrow();
  }

  private void read(LineReader lines, Intake intake, NdjsonAnswer answer, Thread writer)
      throws InterruptedException {
    // until it is known better, so that "done" means what it says
    BodyException end = BodyException.of(ErrorCode.INTERNAL_ERROR, FAULT);
    try {
      while (!answer.isOver()) {
        LineReader.Line line = lines.next();
        if (line == null) {
          break;
        }
        CompletableFuture<Outcome> outcome =
            line.isTooLong()
                ? intake.tooLarge(TOO_LONG)
                : intake.take(line.buffer(), line.offset(), line.length());
        put(new Item(line.number(), outcome, null), writer);
        if (stopping.getAsBoolean()) {
          end = BodyException.of(ErrorCode.SHUTTING_DOWN, Intake.detailOf(ErrorCode.SHUTTING_DOWN));
          return;
        }
      }
      end = null;
    } catch (BodyException unreadable) {
      end = unreadable;
    } finally {
      put(new Item(0, null, end), writer);
    }
  }

  /** Waits for the writer to make room; a writer that has ended makes none. */
  private void put(Item item, Thread writer) throws InterruptedException {
    while (writer.isAlive() && !window.offer(item, LOOK_UP)) {
      // the client reads slowly; its connection's idle timeout bounds this
    }
  }

  private void write(NdjsonAnswer answer) {
    try {
      Deque<Item> taken = new ArrayDeque<>();
      while (true) {
        window.take(taken);
        int count = taken.size();
        while (!taken.isEmpty()) {
          Item item = taken.remove();
          if (item.outcome() == null) {
            answer.end(item.end());
            return;
          }
          Outcome outcome = item.outcome().join();
          if (!answer.add(item.line(), outcome, !isNextDone(taken))) {
            return;
          }
        }
        window.done(count);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      answer.breakOff(new IOException(interrupted));
    } catch (RuntimeException | Error bug) {
      answer.breakOff(new IllegalStateException(bug));
    }
  }

  /** Whether another line is to be written at once. */
  private static boolean isNextDone(Deque<Item> taken) {
    Item next = taken.peek();
    return next != null && next.outcome() != null && next.outcome().isDone();
  }
}
