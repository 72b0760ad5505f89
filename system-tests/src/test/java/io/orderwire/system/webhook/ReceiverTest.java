package io.orderwire.system.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  private final Receiver receiver = Receiver.start();
  private final Inbox inbox = receiver.inbox("one");

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void a_challenge_is_echoed_whatever_the_behaviour() throws Exception {
    inbox.behave(Behaviour.status(500));
    HttpResponse<String> answer =
        send(
            SECRET, "msg_1", "{\"type\":\"endpoint.verification\",\"data\":{\"challenge\":\"x\"}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"challenge\":\"x\"}");
  }

  @Test
  void requests_from_before_and_after_the_secret_is_known_are_verified() throws Exception {
    send(SECRET, "i1", "{}");
    send(OTHER, "i2", "{}");
    inbox.trust(SECRET);
    send(SECRET, "i3", "{}");
    send(OTHER, "i4", "{}");
    assertThat(inbox.forged().stream().map(Arrival::webhookId).toList())
        .isEqualTo(List.of("i2", "i4"));
  }

  @Test
  void a_behaviour_begins_anew_when_it_is_set() throws Exception {
    inbox.behave(Behaviour.flapping(1, 1));
    assertThat(send(SECRET, "i1", "{}").statusCode()).isEqualTo(204);
    assertThat(send(SECRET, "i2", "{}").statusCode()).isEqualTo(500);
    inbox.behave(Behaviour.flapping(1, 1));
    assertThat(send(SECRET, "i2", "{}").statusCode()).isEqualTo(204);
    assertThat(inbox.live().stream().map(Arrival::webhookId).toList())
        .isEqualTo(List.of("i1", "i2"));
    assertThat(inbox.takenIds()).isEqualTo(2);
  }

  @Test
  void status_0_cuts_the_connection() {
    inbox.behave(Behaviour.status(0));
    assertThatThrownBy(() -> send(SECRET, "i1", "{}")).isInstanceOf(IOException.class);
    assertThat(inbox.live()).isEmpty();
  }

  private HttpResponse<String> send(String secret, String id, String body) throws Exception {
    long now = Instant.now().getEpochSecond();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(inbox.url()))
              .POST(BodyPublishers.ofString(body))
              .header("webhook-id", id)
              .header("webhook-timestamp", String.valueOf(now))
              .header("webhook-signature", new Webhook(secret).sign(id, now, body))
              .build(),
          BodyHandlers.ofString(UTF_8));
    }
  }
}
