package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample receivers of the guide for webhooks, with requests that the libraries sign. */
class SampleReceiversTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String ITEM =
      "{\"type\":\"order.created\",\"sequence\":1,"
          + "\"data\":{\"note\":\"endpoint.verification ☕\",\"challenge\":\"no\"}}";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;

  @Test
  void java() throws Exception {
    try (SampleReceiver receiver = SampleReceiver.java(directory)) {
      check(receiver);
    }
  }

  @Test
  void javascript() throws Exception {
    try (SampleReceiver receiver = SampleReceiver.javaScript(directory)) {
      check(receiver);
    }
  }

  private void check(SampleReceiver receiver) throws Exception {
    receiver.start(SECRET);
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> get(receiver) == 401);
    String verification =
        "{\"type\":\"endpoint.verification\",\"timestamp\":\"2026-11-24T06:00:00.000Z\","
            + "\"data\":{\"endpoint_id\":\"we_1\",\"challenge\":\"a-Z_9\"}}";

    HttpResponse<String> echo = post(receiver, SECRET, "msg_1", verification);
    assertThat(echo.statusCode()).isEqualTo(200);
    assertThat(echo.body()).isEqualTo("{\"challenge\":\"a-Z_9\"}");
    assertThat(post(receiver, OTHER, "msg_2", verification).statusCode()).isEqualTo(401);
    assertThat(post(receiver, SECRET, "msg_3", "{\"type\":\"endpoint.test\"}").statusCode())
        .isEqualTo(204);
    assertThat(post(receiver, OTHER, "AAp-_1", ITEM).statusCode()).isEqualTo(401);
    assertThat(post(receiver, SECRET, "AAp-_1", ITEM).statusCode()).isEqualTo(204);
    assertThat(post(receiver, SECRET, "AAp-_1", ITEM).statusCode()).isEqualTo(204);
    receiver.awaitItems(1);

    receiver.kill();
    receiver.start(SECRET);
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> get(receiver) == 401);
    assertThat(post(receiver, SECRET, "AAp-_1", ITEM).statusCode()).isEqualTo(204);
    String next = ITEM.replace("\"sequence\":1", "\"sequence\":2");
    assertThat(post(receiver, SECRET, "AAp-_2", next).statusCode()).isEqualTo(204);
    receiver.awaitItems(2);
    assertThat(receiver.items()).containsExactlyInAnyOrder("AAp-_1", "AAp-_2");
    assertThat(receiver.item("AAp-_1")).isEqualTo(ITEM);
    assertThat(receiver.shown()).containsExactly(1L, 2L);
  }

  private int get(SampleReceiver receiver) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(receiver.url())).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private HttpResponse<String> post(SampleReceiver receiver, String secret, String id, String body)
      throws Exception {
    long now = Instant.now().getEpochSecond();
    String signature = new Webhook(secret).sign(id, now, body);
    return http.send(
        HttpRequest.newBuilder(URI.create(receiver.url()))
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", "v1,bm90aGluZw== " + signature)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
