package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Batch;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Definition.Handshake;
import io.orderwire.delivery.webhook.Definition.OnExhausted;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.UrlPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reads what a partner says of an endpoint. */
final class DefinitionReader {
  /** The members of a definition. */
  static final Set<String> MEMBERS =
      Set.of(
          "url",
          "description",
          "types",
          "order",
          "format",
          "batch",
          "limits",
          "on_exhausted",
          "handshake",
          "ed25519");

  private static final int LONGEST_URL = 2_048;
  private static final int LONGEST_DESCRIPTION = 256;
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final EventType[] TYPES =
      Arrays.stream(EventType.values())
          .filter(type -> type != EventType.ERASED)
          .toArray(EventType[]::new);

  private final UrlPolicy urls;

  DefinitionReader(UrlPolicy urls) {
    this.urls = urls;
  }

  /**
   * The definition that the members are.
   *
   * @param accepted a URL that is not checked again; empty for none
   */
  Definition read(Fields fields, Optional<URI> accepted) {
    URI url =
        url(
            fields
                .text("url", LONGEST_URL)
                .orElseThrow(() -> fields.broken("url", "is needed: where requests are sent.")),
            accepted);
    Order order = fields.oneOf("order", Order.values(), Order::wireName).orElse(Order.PARTNER);
    Format format = fields.oneOf("format", Format.values(), Format::wireName).orElse(Format.FULL);
    Optional<Batch> batch =
        fields
            .object("batch", Set.of("max_items", "max_bytes"))
            .map(members -> batch(fields, members, order, format));
    OnExhausted onExhausted =
        fields
            .oneOf("on_exhausted", OnExhausted.values(), OnExhausted::wireName)
            .orElse(OnExhausted.SUSPEND);
    if (onExhausted == OnExhausted.PARK && order == Order.PARTNER) {
      throw fields.broken("on_exhausted", "cannot be park where all is sent in sequence.");
    }
    return new Definition(
        url,
        fields.text("description", LONGEST_DESCRIPTION),
        fields.someOf("types", TYPES, EventType::wireName),
        order,
        format,
        batch,
        fields.object("limits", LimitFields.MEMBERS).map(LimitFields::read).orElse(Limits.DEFAULT),
        onExhausted,
        fields
            .oneOf("handshake", Handshake.values(), Handshake::wireName)
            .orElse(Handshake.CHALLENGE),
        fields.flag("ed25519").orElse(false));
  }

  private URI url(String text, Optional<URI> accepted) {
    if (accepted.isPresent() && accepted.get().toString().equals(text)) {
      return accepted.get();
    }
    return switch (urls.check(text)) {
      case UrlPolicy.Verdict.Accepted(URI url) -> url;
      case UrlPolicy.Verdict.Refused(String reason) ->
          throw new RefusedException(
              Problem.of(ErrorCode.INVALID_URL, reason).with("parameter", "url"));
    };
  }

  private static Batch batch(Fields fields, Fields members, Order order, Format format) {
    if (order != Order.PARTNER) {
      throw fields.broken("batch", "goes with the order partner only.");
    }
    if (format == Format.TRIGGER || format == Format.CLOUDEVENTS_BINARY) {
      throw fields.broken("batch", "does not go with the format " + format.wireName() + ".");
    }
    return new Batch(
        members.whole("max_items", 2, 1_000).orElse(100),
        members.whole("max_bytes", KIB, MIB).orElse(1 << 18));
  }

  /** An endpoint's limits. */
  private static final class LimitFields {
    static final Set<String> MEMBERS =
        Set.of(
            "max_in_flight",
            "requests_per_second",
            "requests_per_minute",
            "max_body_bytes",
            "timeout_seconds",
            "trigger_above_lag");

    private LimitFields() {}

    static Limits read(Fields members) {
      return new Limits(
          members.whole("max_in_flight", 1, 100).orElse(Limits.DEFAULT.maxInFlight()),
          members.whole("requests_per_second", 1, 10_000),
          members.whole("requests_per_minute", 1, 600_000),
          members.whole("max_body_bytes", KIB, MIB).orElse(Limits.DEFAULT.maxBodyBytes()),
          Duration.ofSeconds(
              members
                  .whole("timeout_seconds", 1, 30)
                  .orElse((int) Limits.DEFAULT.timeout().toSeconds())),
          members.whole("trigger_above_lag", 100, 1_000_000));
    }
  }
}
