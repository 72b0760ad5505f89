package io.orderwire.system.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request as it came in. Safe for use by many threads. */
final class Arrival {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final long receivedNanos;
  private final int status;
  private final Map<String, String> headers;
  private final String body;
  private volatile long answeredNanos = Long.MAX_VALUE;

  /**
   * A request that was just read.
   *
   * @param receivedNanos {@link System#nanoTime()} when its body was read
   * @param status what it is going to be answered
   * @param headers those that matter, by lower-case name
   */
  Arrival(long receivedNanos, int status, Map<String, String> headers, String body) {
    this.receivedNanos = receivedNanos;
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  long receivedNanos() {
    return receivedNanos;
  }

  /** {@link System#nanoTime()} before its answer was written. */
  long answeredNanos() {
    return answeredNanos;
  }

  void answeredAt(long nanos) {
    answeredNanos = nanos;
  }

  /** Whether it was answered with 2xx. */
  boolean isTaken() {
    return status / 100 == 2;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** A header field, or the empty string. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String webhookId() {
    return header("webhook-id");
  }

  /** Whether it is about no item: a test, a handshake, an announcement. */
  boolean isMessage() {
    return webhookId().startsWith("msg_");
  }

  boolean isReplay() {
    return header("webhook-replay").equals("true");
  }

  String body() {
    return body;
  }

  JsonNode json() {
    return JSON.readTree(body);
  }

  /** {@code sequence} in the signed body, which CloudEvents has as a string; 0 without it. */
  long sequence() {
    return Long.parseLong(json().path("sequence").asString("0"));
  }

  /**
   * The sequence of the item before it that passes the filter; 0 for none, -1 if it is not said.
   */
  long previousSequence() {
    JsonNode json = json();
    String plain = json.path("previous_sequence").asString("");
    return Long.parseLong(plain.isEmpty() ? json.path("previoussequence").asString("-1") : plain);
  }

  /** Whether the reference library finds the signature good, within its five minutes from now. */
  boolean isSignedWith(String secret) {
    try {
      new Webhook(secret).verify(body, asLists());
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    }
  }

  private Map<String, List<String>> asLists() {
    return headers.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
  }

  @Override
  public String toString() {
    return webhookId() + " " + status + (isReplay() ? " replay" : "");
  }
}
