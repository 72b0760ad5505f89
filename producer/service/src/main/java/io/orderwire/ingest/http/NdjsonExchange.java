package io.orderwire.ingest.http;

import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.Intake;
import io.orderwire.ingest.Outcome;
import io.orderwire.ingest.body.BodyException;
import io.orderwire.ingest.body.LineReader;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
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

  private static final String TOO_LONG = "is longer than 256 KiB";
  private static final String FAULT = "a fault of this service; what follows was not read";

  /** An event that was read, or the end. */
  private record Item(
      long line, @Nullable CompletableFuture<Outcome> outcome, @Nullable BodyException end) {}

  private final BlockingQueue<Item> window;
  private final ThreadFactory threads;
  private final BooleanSupplier stopping;

  NdjsonExchange(int window, ThreadFactory threads, BooleanSupplier stopping) {
    this.window = new ArrayBlockingQueue<>(window);
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
    while (writer.isAlive() && !window.offer(item, 1, TimeUnit.SECONDS)) {
      // the client reads slowly; its connection's idle timeout bounds this
    }
  }

  private void write(NdjsonAnswer answer) {
    try {
      while (true) {
        Item item = window.take();
        if (item.outcome() == null) {
          answer.end(item.end());
          return;
        }
        Outcome outcome = item.outcome().join();
        Item next = window.peek();
        boolean more = next != null && next.outcome() != null && next.outcome().isDone();
        if (!answer.add(item.line(), outcome, !more)) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      answer.breakOff(new IOException(interrupted));
    } catch (RuntimeException | Error bug) {
      answer.breakOff(new IllegalStateException(bug));
    }
  }
}
