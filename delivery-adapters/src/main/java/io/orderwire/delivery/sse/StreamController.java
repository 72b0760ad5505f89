package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Authenticator;
import io.orderwire.delivery.http.Caller;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.partner.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.ee11.servlet.ServletContextResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The stream of one partner's history. A request is checked here and then left: its connection is
 * served by {@link OpenStreams}.
 */
@RestController
final class StreamController {
  static final String PATH = "/v1/orders/events/stream";
  static final String MEDIA_TYPE = "text/event-stream";

  private static final Set<String> PARAMETERS =
      Set.of("newer_than", "since", "types", "last_event_id", "token");

  private final History history;
  private final Cursors cursors;
  private final Authenticator authenticator;
  private final OpenStreams streams;
  private final Goodbyes goodbyes;
  private final StreamSettings settings;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  StreamController(
      History history,
      Cursors cursors,
      Authenticator authenticator,
      OpenStreams streams,
      Goodbyes goodbyes,
      StreamSettings settings,
      Executor executor,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.history = history;
    this.cursors = cursors;
    this.authenticator = authenticator;
    this.streams = streams;
    this.goodbyes = goodbyes;
    this.settings = settings;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  @GetMapping(PATH)
  void stream(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws InterruptedException {
    caller.require(Scope.READ);
    Query query = Query.of(request, PARAMETERS);
    StreamStart start = StreamStart.of(request, caller.partnerId(), query);
    Set<EventType> types = query.types();
    boolean isReady = history.readiness(caller.partnerId()) instanceof History.Readiness.Ready;
    if (isReady) {
      start.require(cursors, caller.partnerId());
    }
    if (request.getMethod().equals("HEAD")) {
      open(response);
      return;
    }
    OpenStreams.Room room = streams.room(caller.partnerId()).orElseThrow(this::tooMany);
    boolean taken = false;
    try {
      Step.Steps steps = steps(caller, start, types, isReady);
      open(response);
      ServletSink sink =
          new ServletSink(
              request.startAsync(), ServletContextResponse.getServletContextResponse(response));
      LiveStream stream =
          new LiveStream(steps, nanoTime.getAsLong(), sink, room::wake, this::goodbye);
      sink.serves(stream);
      taken = true;
      room.take(stream);
    } finally {
      if (!taken) {
        room.free();
      }
    }
  }

  private Step.Steps steps(
      Caller caller, StreamStart start, Set<EventType> types, boolean isReady) {
    String partnerId = caller.partnerId();
    Lifetime lifetime =
        new Lifetime(
            settings,
            new Lifetime.Limits(maxAge(), () -> authenticator.standing(caller), streams::isClosing),
            nanoTime.getAsLong());
    if (isReady) {
      return walk(partnerId, start, types, lifetime);
    }
    return new Opening(
        history,
        partnerId,
        lifetime,
        catchingUp(partnerId, start),
        () -> {
          start.require(cursors, partnerId);
          return walk(partnerId, start, types, lifetime);
        },
        executor);
  }

  /**
   * With the cursor that the client has given: the standard begins a connection's last event id as
   * empty, so an event without one, such as a {@code goaway}, would have the client forget it.
   */
  private byte[] catchingUp(String partnerId, StreamStart start) {
    Frames frames = new Frames().retry(goodbyes.retry(1)).comment("catching up");
    start.after().ifPresent(position -> frames.place(ItemIds.encode(partnerId, position)));
    return frames.take();
  }

  private Walk walk(String partnerId, StreamStart start, Set<EventType> types, Lifetime lifetime) {
    Position position = start.position(history, partnerId);
    return new Walk(
        history,
        cursors,
        partnerId,
        position,
        types,
        lifetime,
        new Frames().retry(goodbyes.retry(1)).place(ItemIds.encode(partnerId, position)).take());
  }

  private byte[] goodbye(End end) {
    boolean manyAtOnce = end == End.SHUTDOWN || end == End.MOVED;
    return goodbyes.of(end, manyAtOnce ? streams.mostAtOnce() : 1);
  }

  private RefusedException tooMany() {
    return new RefusedException(
        Problem.of(
                ErrorCode.TOO_MANY_CONNECTIONS,
                "You have "
                    + settings.connectionsPerPartner()
                    + " streams open, which is the most. Close one first.")
            .retryAfter(Duration.ofSeconds(30)));
  }

  private static void open(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    // For proxies that would otherwise collect a stream before they pass it on.
    response.setHeader("X-Accel-Buffering", "no");
  }

  /** So that streams that began together do not all end together. */
  private Duration maxAge() {
    Duration maxAge = settings.maxAge();
    return maxAge.plusNanos(random.nextLong(Math.max(1, maxAge.toNanos() / 10)));
  }
}
