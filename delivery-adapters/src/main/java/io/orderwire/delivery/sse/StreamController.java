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
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The stream of one partner's history. */
@RestController
final class StreamController {
  static final String PATH = "/v1/orders/events/stream";
  static final String MEDIA_TYPE = "text/event-stream";

  private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
  private static final Set<String> PARAMETERS =
      Set.of("newer_than", "since", "types", "last_event_id", "token");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final History history;
  private final Cursors cursors;
  private final Authenticator authenticator;
  private final OpenStreams streams;
  private final StreamSettings settings;
  private final StreamLoop.Timing timing;
  private final RandomGenerator random;

  StreamController(
      History history,
      Cursors cursors,
      Authenticator authenticator,
      OpenStreams streams,
      StreamSettings settings,
      StreamLoop.Timing timing,
      RandomGenerator random) {
    this.history = history;
    this.cursors = cursors;
    this.authenticator = authenticator;
    this.streams = streams;
    this.settings = settings;
    this.timing = timing;
    this.random = random;
  }

  @GetMapping(PATH)
  void stream(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, InterruptedException {
    caller.require(Scope.READ);
    Query query = Query.of(request, PARAMETERS);
    StreamStart start = StreamStart.of(request, caller.partnerId(), query);
    var types = query.types();
    boolean isReady = isReady(caller);
    if (isReady) {
      start.require(cursors, caller.partnerId());
    }
    if (request.getMethod().equals("HEAD")) {
      open(response);
      return;
    }
    OpenStreams.Connection connection = new OpenStreams.Connection(Thread.currentThread());
    if (!streams.open(caller.partnerId(), connection)) {
      throw tooMany();
    }
    try {
      run(caller, start, types, isReady, response, connection);
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("partnerId", caller.partnerId()).log("The client has gone");
    } finally {
      streams.close(caller.partnerId(), connection);
      // What interrupted the stream was meant for it alone.
      var _ = Thread.interrupted();
    }
  }

  private void run(
      Caller caller,
      StreamStart start,
      Set<EventType> types,
      boolean isReady,
      HttpServletResponse response,
      OpenStreams.Connection connection)
      throws IOException {
    OutputStream out = response.getOutputStream();
    StreamLoop.Limits limits =
        new StreamLoop.Limits(
            jittered(settings.maxAge(), 10),
            () -> authenticator.isStillAllowed(caller),
            streams::isClosing);
    if (!isReady) {
      open(response);
      try {
        Optional<StreamLoop.End> end = awaitReady(caller, limits, out);
        if (end.isPresent()) {
          goAway(out, end.get());
          return;
        }
        start.require(cursors, caller.partnerId());
      } catch (InterruptedException e) {
        goAway(out, StreamLoop.End.SHUTDOWN);
        return;
      }
    }
    StreamLoop loop =
        new StreamLoop(
            history,
            caller.partnerId(),
            start.position(history, caller.partnerId()),
            types,
            bytes -> {
              out.write(bytes);
              out.flush();
            },
            settings,
            timing,
            limits);
    connection.runs(loop);
    open(response);
    Duration retry = jittered(settings.retry(), 1);
    out.write(new Frames().retry(retry).place(id(caller, loop.position())).take());
    out.flush();
    goAway(out, loop.run());
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

  private void goAway(OutputStream out, StreamLoop.End end) throws IOException {
    String reason = end.name().toLowerCase(Locale.ROOT);
    out.write(
        new Frames()
            .retry(jittered(settings.retry(), 1))
            .notice("goaway", "{\"reason\":\"" + reason + "\"}")
            .take());
    out.flush();
  }

  /**
   * Waits with heartbeats until this instance can answer, or until what ends any stream ends this
   * one.
   */
  private Optional<StreamLoop.End> awaitReady(
      Caller caller, StreamLoop.Limits limits, OutputStream out)
      throws IOException, InterruptedException {
    out.write(new Frames().retry(jittered(settings.retry(), 1)).comment("catching up").take());
    out.flush();
    long began = timing.nanoTime().getAsLong();
    long checked = began;
    long written = began;
    while (!isReady(caller)) {
      if (limits.closing().getAsBoolean()) {
        return Optional.of(StreamLoop.End.SHUTDOWN);
      }
      timing.pause().await(LOOK_AGAIN);
      long now = timing.nanoTime().getAsLong();
      if (now - began >= limits.maxAge().toNanos()) {
        return Optional.of(StreamLoop.End.MAX_AGE);
      }
      if (now - checked >= settings.recheck().toNanos()) {
        checked = now;
        if (!limits.allowed().getAsBoolean()) {
          return Optional.of(StreamLoop.End.NOT_ALLOWED);
        }
      }
      if (now - written >= settings.heartbeat().toNanos()) {
        written = now;
        out.write(new Frames().comment("heartbeat").take());
        out.flush();
      }
    }
    return Optional.empty();
  }

  private boolean isReady(Caller caller) {
    return history.readiness(caller.partnerId()) instanceof History.Readiness.Ready;
  }

  private static void open(HttpServletResponse response) {
    if (!response.isCommitted()) {
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType(MEDIA_TYPE);
      response.setHeader("Cache-Control", "no-store");
      // For proxies that would otherwise collect a stream before they pass it on.
      response.setHeader("X-Accel-Buffering", "no");
    }
  }

  private Duration jittered(Duration duration, int part) {
    return duration.plusNanos(random.nextLong(Math.max(1, duration.toNanos() / part)));
  }

  private static String id(Caller caller, Position position) {
    return ItemIds.encode(caller.partnerId(), position);
  }
}
