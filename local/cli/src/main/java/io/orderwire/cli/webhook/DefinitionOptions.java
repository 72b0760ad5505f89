package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What can be said of an endpoint beside its URL. What is not given is left to the server, which
 * also checks all bounds.
 */
final class DefinitionOptions {
  @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
  private @Nullable String description;

  @Option(
      names = "--types",
      paramLabel = "TYPE",
      split = ",",
      description = "The event types that are delivered (default: all).")
  private @Nullable List<String> types;

  @Option(
      names = "--order",
      paramLabel = "partner|order|none",
      description = "What is in sequence: all, each order's items, or nothing (default: partner).")
  private @Nullable String order;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "full, thin, trigger, cloudevents or cloudevents_binary (default: full).")
  private @Nullable String format;

  @Option(
      names = "--batch-items",
      paramLabel = "N",
      description = "Several items a request: at most so many (with --batch-bytes: 100).")
  private @Nullable Integer batchItems;

  @Option(
      names = "--batch-bytes",
      paramLabel = "N",
      description = "Several items a request: at most so many bytes (with --batch-items: 262144).")
  private @Nullable Integer batchBytes;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      description = "The most requests at once, where not all is in sequence.")
  private @Nullable Integer maxInFlight;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "The most requests a second (default: no limit).")
  private @Nullable Integer requestsPerSecond;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description = "The most requests a minute (default: no limit); the lower of both holds.")
  private @Nullable Integer requestsPerMinute;

  @Option(
      names = "--max-body-bytes",
      paramLabel = "N",
      description = "An item whose body is larger is sent without its data.")
  private @Nullable Integer maxBodyBytes;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "For the whole of a request, as ISO 8601, such as PT10S.")
  private @Nullable Duration timeout;

  @Option(
      names = "--trigger-above-lag",
      paramLabel = "N",
      description = "A backlog of more items is replaced by one trigger (default: never).")
  private @Nullable Integer triggerAboveLag;

  @Option(
      names = "--on-exhausted",
      paramLabel = "suspend|park",
      description = "What follows when all retries have failed (default: suspend).")
  private @Nullable String onExhausted;

  @Option(
      names = "--handshake",
      paramLabel = "challenge|cloudevents",
      description = "How the receiver proves that it wants events (default: challenge).")
  private @Nullable String handshake;

  @Option(names = "--ed25519", negatable = true, description = "Sign with Ed25519 (v1a) as well.")
  private @Nullable Boolean ed25519;

  /** What was given, in the operator API's names. */
  ObjectNode toJson() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    put(definition, "description", description);
    if (types != null) {
      types.forEach(definition.putArray("types")::add);
    }
    put(definition, "order", order);
    put(definition, "format", format);
    if (batchItems != null || batchBytes != null) {
      ObjectNode batch = definition.putObject("batch");
      put(batch, "max_items", batchItems);
      put(batch, "max_bytes", batchBytes);
    }
    ObjectNode limits = JsonNodeFactory.instance.objectNode();
    put(limits, "max_in_flight", maxInFlight);
    put(limits, "requests_per_second", requestsPerSecond);
    put(limits, "requests_per_minute", requestsPerMinute);
    put(limits, "max_body_bytes", maxBodyBytes);
    if (timeout != null) {
      limits.put("timeout_seconds", timeout.toSeconds());
    }
    put(limits, "trigger_above_lag", triggerAboveLag);
    if (!limits.isEmpty()) {
      definition.set("limits", limits);
    }
    put(definition, "on_exhausted", onExhausted);
    put(definition, "handshake", handshake);
    if (ed25519 != null) {
      definition.put("ed25519", ed25519);
    }
    return definition;
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static void put(ObjectNode object, String name, @Nullable Integer value) {
    if (value != null) {
      object.put(name, value);
    }
  }
}
