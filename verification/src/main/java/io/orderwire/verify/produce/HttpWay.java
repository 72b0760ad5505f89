package io.orderwire.verify.produce;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.json.EventJson;
import io.orderwire.verify.time.Time;
import io.orderwire.verify.workload.Payload;
import io.orderwire.verify.workload.Send;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Requests of lines to the producer service, one after the other. What was not accepted is sent
 * again with its event_ids, as the guide says, until it is or the patience is over.
 */
final class HttpWay implements Way {
  private static final int ATTEMPTS = 120;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int REFUSED = 400;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI events;
  private final String key;
  private final SendLog log;
  private final Time time;

  HttpWay(URI base, String key, SendLog log, Time time) {
    this.events = base.resolve("/v1/events");
    this.key = key;
    this.log = log;
    this.time = time;
  }

  @Override
  public void send(List<Send> sends) throws InterruptedException {
    List<Send> left = sends.stream().filter(log::maySend).toList();
    for (int n = 0; !left.isEmpty() && n < ATTEMPTS; n++) {
      left = attempt(left);
      if (!left.isEmpty() && !time.sleep(PAUSE)) {
        return;
      }
    }
  }

  /** Sends them once; those that have to be sent again. */
  private List<Send> attempt(List<Send> sends) throws InterruptedException {
    List<SendLog.Attempt> attempts = sends.stream().map(log::sending).toList();
    Outcomes outcomes = new Outcomes(sends.size());
    try {
      HttpResponse<byte[]> response = client.send(request(sends), BodyHandlers.ofByteArray());
      if (response.statusCode() < REFUSED) {
        outcomes.read(response.body());
      }
    } catch (IOException e) {
      // Nobody knows what was stored of it.
    }
    for (int n = 0; n < sends.size(); n++) {
      if (outcomes.isAccepted(n)) {
        attempts.get(n).acknowledged();
      } else {
        attempts.get(n).failed();
      }
    }
    return attempts.stream().map(SendLog.Attempt::send).skip(outcomes.firstNotAccepted()).toList();
  }

  private HttpRequest request(List<Send> sends) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Send send : sends) {
      if (send.payload() instanceof Payload.Event(OrderEvent event)) {
        lines.writeBytes(EventJson.write(event));
        lines.write('\n');
      }
    }
    return HttpRequest.newBuilder(events)
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/x-ndjson")
        .POST(BodyPublishers.ofByteArray(lines.toByteArray()))
        .build();
  }

  @Override
  public void close() {
    client.close();
  }
}
