package io.orderwire.verify.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderwire.embedded.Ports;
import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The server of all partners' webhook endpoints, which is slow at times, and fails at times. */
public final class Receiver implements AutoCloseable {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int ERROR = 500;
  private static final int BACKLOG = 1_024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Recorder recorder;
  private final Progress progress;
  private final Time time;
  private final long seed;
  private final Consumer<String> complaints;
  private final Hold hold;
  private final AtomicLong endpoints = new AtomicLong();

  /**
   * Listens on a free port of loopback, without endpoints.
   *
   * @param seed of slowness and failures
   * @param hold keeps a request waiting now and then
   * @param complaints takes lines for people about requests that are nothing that can come
   */
  public Receiver(
      Recorder recorder,
      Progress progress,
      Time time,
      long seed,
      Hold hold,
      Consumer<String> complaints)
      throws IOException {
    this.recorder = recorder;
    this.progress = progress;
    this.time = time;
    this.seed = seed;
    this.hold = hold;
    this.complaints = complaints;
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), BACKLOG);
    server.setExecutor(threads);
    server.start();
  }

  /** Adds an endpoint for all of a partner's history, and gives its URL. */
  public URI add(String partner, String name, DeliveryOrder order) {
    EndpointLog log =
        new EndpointLog(
            recorder.webhook(Channel.webhook(partner, name, order)),
            progress.channel(partner, ChannelKind.WEBHOOK),
            order);
    Temper temper = new Temper(seed + endpoints.incrementAndGet());
    String path = "/" + partner + "/" + name;
    server.createContext(path, exchange -> handle(exchange, log, temper));
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void handle(HttpExchange exchange, EndpointLog log, Temper temper) throws IOException {
    try (exchange) {
      String id =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("webhook-id"), "");
      byte[] body = exchange.getRequestBody().readAllBytes();
      Notice notice;
      try {
        notice = Notice.read(id, body);
      } catch (IOException e) {
        complaints.accept("a webhook request that cannot be read: " + e.getMessage());
        answer(exchange, BAD_REQUEST, "");
        return;
      }
      switch (notice) {
        case Notice.Handshake(String challenge) ->
            answer(exchange, OK, "{\"challenge\":\"" + challenge + "\"}");
        case Notice.Message _ -> answer(exchange, OK, "");
        case Notice.Delivered(Item item) -> deliver(exchange, log, temper.next(), id, item);
      }
    }
  }

  private void deliver(
      HttpExchange exchange, EndpointLog log, Temper.Mood mood, String id, Item item)
      throws IOException {
    int request = log.arrived(id, item);
    Optional<Hold.Held> held = hold.offer(exchange.getRemoteAddress().getPort());
    try {
      end(exchange, log, request, item, held.isEmpty() ? reply(mood) : reply(mood, held.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      held.ifPresent(Hold.Held::ended);
    }
  }

  private Temper.Reply reply(Temper.Mood mood) throws InterruptedException {
    var _ = time.sleep(mood.pause());
    return mood.reply();
  }

  private static Temper.Reply reply(Temper.Mood mood, Hold.Held held) throws InterruptedException {
    return switch (held.await()) {
      case AS_EVER -> mood.reply();
      case ACCEPTED -> Temper.Reply.ACCEPT;
      case CUT -> Temper.Reply.HANG_UP;
    };
  }

  private static void end(
      HttpExchange exchange, EndpointLog log, int request, Item item, Temper.Reply reply)
      throws IOException {
    switch (reply) {
      case ACCEPT -> {
        log.accepted(request, item);
        answer(exchange, OK, "");
      }
      case REFUSE -> {
        log.refused(request);
        answer(exchange, ERROR, "");
      }
      case HANG_UP -> {}
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Stops listening; requests that wait are cut. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
