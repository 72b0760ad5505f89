package io.orderwire.verify.read;

import io.orderwire.verify.progress.ChannelProgress;
import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.record.StreamRecorder;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Follows a history by server-sent events, over as many connections as it takes. */
public final class Stream implements Reader {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 45_000;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Partner partner;
  private final StreamRecorder recorder;
  private final ChannelProgress progress;
  private final Time time;
  private String lastId = "";

  /** A stream without a connection. */
  public Stream(Partner partner, Recorder recorder, Progress progress, Time time) {
    this.partner = partner;
    this.recorder = recorder.stream(Channel.stream(partner.id(), "stream"));
    this.progress = progress.channel(partner.id(), ChannelKind.STREAM);
    this.time = time;
  }

  @Override
  public void run() throws InterruptedException {
    while (!time.isOver()) {
      Duration pause = connect();
      var _ = time.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
  }

  /** One connection from its beginning to its end; how long to wait before the next. */
  private Duration connect() {
    Boundary boundary = lastId.isEmpty() ? Boundary.NOTHING : Boundary.newerThan(lastId);
    int connection = -1;
    HttpURLConnection http = null;
    try {
      http = open();
      int status = http.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        recorder.failed("", boundary, status, code(http));
        return PAUSE;
      }
      connection = recorder.connected("", boundary);
      return follow(http, connection);
    } catch (IOException e) {
      if (connection < 0) {
        recorder.failed("", boundary, 0, "");
      }
      return PAUSE;
    } finally {
      if (http != null) {
        http.disconnect();
      }
    }
  }

  private HttpURLConnection open() throws IOException {
    URI uri = partner.base().resolve("/v1/orders/events/stream?" + Partner.FROM_THE_BEGINNING);
    HttpURLConnection http = (HttpURLConnection) uri.toURL().openConnection();
    http.setConnectTimeout(CONNECT_MILLIS);
    http.setReadTimeout(SILENCE_MILLIS);
    http.setRequestProperty("Authorization", partner.authorization());
    http.setRequestProperty("Accept", "text/event-stream");
    if (!lastId.isEmpty()) {
      http.setRequestProperty("Last-Event-ID", lastId);
    }
    return http;
  }

  private Duration follow(HttpURLConnection http, int connection) throws IOException {
    SseParser parser = new SseParser(event -> take(connection, event));
    try (InputStream in = http.getInputStream()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int read = in.read(buffer);
      while (read >= 0) {
        parser.feed(buffer, 0, read);
        read = time.isOver() ? -1 : in.read(buffer);
      }
    }
    return parser.retry().orElse(PAUSE);
  }

  private void take(int connection, SseEvent event) {
    if (event.data().length > 0 && isItem(event.type())) {
      Item item = read(event.data());
      recorder.item(connection, item);
      progress.seen(item);
    }
    lastId = event.id();
  }

  private static boolean isItem(String type) {
    return !type.equals("goaway") && !type.equals("error");
  }

  private static Item read(byte[] data) {
    try {
      return ItemJson.read(data);
    } catch (IOException e) {
      throw new UncheckedIOException("an event that is no item", e);
    }
  }

  private static String code(HttpURLConnection http) throws IOException {
    try (InputStream body = http.getErrorStream()) {
      return body == null ? "" : Problem.code(body.readAllBytes());
    }
  }
}
