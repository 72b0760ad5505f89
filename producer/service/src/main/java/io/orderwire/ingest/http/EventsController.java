package io.orderwire.ingest.http;

import io.orderwire.ingest.Destination;
import io.orderwire.ingest.ErrorCode;
import io.orderwire.ingest.EventIds;
import io.orderwire.ingest.Intake;
import io.orderwire.ingest.body.Arrival;
import io.orderwire.ingest.body.LineReader;
import io.orderwire.ingest.body.Room;
import io.orderwire.ingest.body.WholeBody;
import io.orderwire.schemas.EventRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/events}: one event, an array, or a stream of lines. */
@RestController
public final class EventsController {
  /** Whoever has been answered may ask again before the former request has let go. */
  private static final Duration ROOM_WITHIN = Duration.ofMillis(100);

  private final ServiceState service;
  private final Limits limits;
  private final ThreadFactory threads;
  private final LongSupplier nanos;
  private final Semaphore requests;
  private final Semaphore buffers;

  /**
   * With limits that hold for all requests together.
   *
   * @param threads for the writing side of streams
   * @param nanos a monotonic clock
   */
  public EventsController(
      ServiceState service, Limits limits, ThreadFactory threads, LongSupplier nanos) {
    this.service = service;
    this.limits = limits;
    this.threads = threads;
    this.nanos = nanos;
    this.requests = new Semaphore(limits.maxRequests());
    this.buffers = new Semaphore(limits.maxBuffered());
  }

  @PostMapping("/v1/events")
  void post(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    // A request that the filter did not see has no name, and is not taken.
    var _ = KeyFilter.keyName(request);
    RequestForm form = RequestForm.of(request);
    if (!service.isReady()) {
      throw new RefusedException(
          ErrorCode.BROKER_UNAVAILABLE, "the service has not reached the broker yet");
    }
    if (service.isStopping()) {
      throw new RefusedException(ErrorCode.SHUTTING_DOWN, Intake.detailOf(ErrorCode.SHUTTING_DOWN));
    }
    if (!requests.tryAcquire(ROOM_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new RefusedException(ErrorCode.RATE_LIMITED, "too many requests at once");
    }
    try (Room room = new Room(buffers)) {
      take(request, response, form, room);
    } finally {
      requests.release();
    }
  }

  private void take(
      HttpServletRequest request, HttpServletResponse response, RequestForm form, Room room)
      throws IOException, InterruptedException {
    Arrival arrival = new Arrival(body(request, form), limits.slowest(), nanos);
    if (form.ndjson()) {
      new NdjsonExchange(limits.window(), threads, service::isStopping)
          .run(
              new LineReader(arrival, EventRules.MAX_EVENT_BYTES, room),
              intake(request, form, service.forStream()),
              response,
              form.minimal());
    } else {
      if (request.getContentLengthLong() > limits.maxBody()) {
        throw new RefusedException(
            ErrorCode.TOO_LARGE, "more than " + limits.maxBody() + " bytes; send NDJSON instead");
      }
      byte[] body = WholeBody.read(arrival, limits.maxBody(), room);
      new JsonExchange(response, limits.maxArray())
          .run(body, intake(request, form, service.forOneBody()));
    }
  }

  private Intake intake(HttpServletRequest request, RequestForm form, Destination destination) {
    String key = form.idempotencyKey();
    EventIds ids = key == null ? null : new EventIds(KeyFilter.keyName(request), key);
    return new Intake(destination, ids, service::isBrokerAway, service.observer(), nanos);
  }

  private static InputStream body(HttpServletRequest request, RequestForm form) throws IOException {
    InputStream in = request.getInputStream();
    if (!form.gzip()) {
      return in;
    }
    try {
      return new GZIPInputStream(in, 8_192);
    } catch (ZipException | EOFException broken) {
      throw new RefusedException(
          ErrorCode.INVALID_JSON, "the body is not the gzip that Content-Encoding says");
    }
  }
}
