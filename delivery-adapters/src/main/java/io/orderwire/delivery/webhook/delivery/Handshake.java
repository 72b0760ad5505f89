package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.payload.Messages;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an endpoint whether it wants events, in either of two ways. Safe for use by many threads.
 */
final class Handshake {
  static final String TYPE = "endpoint.verification";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SECONDS_A_MINUTE = 60;
  private static final long MOST_A_MINUTE = 600_000;

  private final Sender sender;
  private final Signers signers;
  private final String origin;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * Over a sender.
   *
   * @param origin what CloudEvents' handshake gives as the sender: a DNS name of the operator's
   * @param random makes challenges, so it must be a secure one
   */
  Handshake(
      Sender sender, Signers signers, String origin, InstantSource clock, RandomGenerator random) {
    this.sender = sender;
    this.signers = signers;
    this.origin = origin;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What an endpoint answered.
   *
   * @param agreed whether it wants events
   * @param requestsPerMinute the rate that it allows; empty for any
   */
  record Answer(boolean agreed, OptionalInt requestsPerMinute, Sender.Sent sent) {}

  /** Sends a signed POST with a challenge, which the answer must echo. */
  Answer challenge(Endpoint endpoint) throws InterruptedException {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Sender.Sent sent =
        sender.sendMessage(
            endpoint,
            signers.of(endpoint),
            MessageIds.next(random),
            Messages.verification(endpoint.id(), challenge, clock.instant()));
    boolean echoed = sent.reply().outcome().isSuccess() && echoes(sent.reply().body(), challenge);
    return new Answer(echoed, OptionalInt.empty(), sent);
  }

  /** Asks by OPTIONS (CloudEvents' HTTP 1.1 Web Hooks for Event Delivery, section 4). */
  Answer ask(Endpoint endpoint) throws InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("WebHook-Request-Origin", origin);
    double own = endpoint.definition().limits().rate();
    if (!Double.isInfinite(own)) {
      headers.put("WebHook-Request-Rate", String.valueOf(Math.round(own * SECONDS_A_MINUTE)));
    }
    Sender.Sent sent = sender.ask(endpoint, headers);
    Map<String, String> answer = sent.reply().headers();
    String allowed = answer.getOrDefault("webhook-allowed-origin", "").strip();
    boolean agreed =
        sent.reply().outcome().isSuccess()
            && (allowed.equals("*") || allowed.equalsIgnoreCase(origin));
    String rate = answer.getOrDefault("webhook-allowed-rate", "*").strip();
    if (rate.equals("*")) {
      return new Answer(agreed, OptionalInt.empty(), sent);
    }
    try {
      int perMinute = (int) Math.min(MOST_A_MINUTE, Long.parseLong(rate));
      return new Answer(agreed && perMinute >= 1, OptionalInt.of(perMinute), sent);
    } catch (NumberFormatException e) {
      return new Answer(false, OptionalInt.empty(), sent);
    }
  }

  /** Either {@code {"challenge":"…"}}, or the challenge as plain text. */
  private static boolean echoes(byte[] body, String challenge) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.equals(challenge)) {
      return true;
    }
    try {
      return JSON.readTree(text).path("challenge").asString("").equals(challenge);
    } catch (JacksonException e) {
      return false;
    }
  }
}
