package io.orderwire.delivery.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.MemoryHistory;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.FakeAttemptLog;
import io.orderwire.delivery.webhook.FakeEndpoints;
import io.orderwire.delivery.webhook.FakeProgressStore;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Limits;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.dispatch.RetrySchedule;
import io.orderwire.delivery.webhook.dispatch.Tuning;
import io.orderwire.delivery.webhook.signing.SecretVault;
import io.orderwire.delivery.webhook.signing.Signer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Webhook delivery over stores in memory and a transport that a test answers for. */
final class Stage implements AutoCloseable {
  static final String PARTNER = "acme";
  private static final int SENDERS = 16;
  static final int MAX_IN_FLIGHT = 64;

  final MemoryHistory history = new MemoryHistory();
  final FakeProgressStore progress = new FakeProgressStore();
  final FakeEndpoints endpoints = new FakeEndpoints();
  final FakeAttemptLog attempts = new FakeAttemptLog();
  final List<Transport.Call> calls = new CopyOnWriteArrayList<>();
  final SecretVault vault =
      SecretVault.of(List.of(Base64.getEncoder().encodeToString(new byte[32])), new SecureRandom());
  volatile Function<Transport.Call, Outcome> answer = call -> new Outcome.Delivered(204);
  volatile BooleanSupplier open = () -> true;
  volatile boolean owner = true;
  volatile Duration clockAhead = Duration.ZERO;
  Webhooks webhooks = webhooks();

  static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
  }

  private Webhooks webhooks() {
    InstantSource clock = () -> Instant.now().plus(clockAhead);
    return Webhooks.of(
        new Webhooks.Stores(history, progress, endpoints, attempts),
        new Webhooks.Manner(
            call -> {
              calls.add(call);
              return new Transport.Reply(answer.apply(call), Map.of(), echoed(call));
            },
            endpoint -> Signer.of(endpoint, vault),
            "sender.example",
            new RetrySchedule(List.of(Duration.ofMillis(5), Duration.ofMillis(10)), 0),
            Tuning.DEFAULT,
            SENDERS,
            MAX_IN_FLIGHT),
        new Webhooks.Surroundings(
            clock, System::nanoTime, new SecureRandom(), Thread.ofVirtual().factory()),
        partner -> owner,
        partner -> open.getAsBoolean(),
        new DeliveryMeters(new SimpleMeterRegistry()));
  }

  /** The whole body: whatever challenge is in it is echoed. */
  private static byte[] echoed(Transport.Call call) {
    String body = new String(call.body(), UTF_8);
    int at = body.indexOf("\"challenge\":\"");
    return at < 0
        ? new byte[0]
        : ("{" + body.substring(at, body.indexOf('"', at + 13) + 1) + "}").getBytes(UTF_8);
  }

  /** As after a crash: what was stored is there, and nothing else. */
  void restart() {
    webhooks.deliveries().close();
    webhooks = webhooks();
    webhooks.deliveries().start();
  }

  void start() {
    webhooks.deliveries().start();
  }

  @Override
  public void close() {
    answer = call -> new Outcome.Delivered(204);
    webhooks.deliveries().close();
  }

  void append(int items) {
    for (int i = 0; i < items; i++) {
      history.append(PARTNER, EventType.CREATED, "o-" + i % 7);
    }
  }

  Endpoint endpoint(String id, Order order, Status.State state, EventType... types) {
    return endpoint(PARTNER, id, order, state, types);
  }

  Endpoint endpoint(
      String partner, String id, Order order, Status.State state, EventType... types) {
    Instant now = Instant.EPOCH;
    Endpoint endpoint =
        new Endpoint(
            partner,
            id,
            new Definition(
                URI.create("https://" + id.replace('_', '-') + ".example/hook"),
                Optional.empty(),
                Set.of(types),
                order,
                Format.FULL,
                Optional.empty(),
                Limits.DEFAULT,
                Definition.OnExhausted.SUSPEND,
                Definition.Handshake.CHALLENGE,
                false),
            Status.of(state, now),
            List.of(vault.make(partner, id, now).secret()),
            Position.START,
            Optional.empty(),
            Optional.empty(),
            1,
            now,
            now);
    endpoints.put(endpoint);
    return endpoint;
  }

  Endpoint endpoint(String id) {
    return endpoints.find(PARTNER, id).orElseThrow();
  }

  Status status(String id) {
    return endpoint(id).status();
  }

  Progress progress(String subscription) {
    return progress.stored(PARTNER, subscription).orElse(Progress.at(Position.START));
  }

  /** How many items are settled by what is stored. */
  long settled(String subscription) {
    Progress stored = progress(subscription);
    return stored.position().sequence()
        + stored.done().stream().mapToLong(range -> range.last() - range.first() + 1).sum();
  }

  /** The sequences in the order in which attempts at them ended well. */
  List<Long> delivered(String id) {
    return attempts.all().stream()
        .filter(one -> one.endpointId().equals(id) && one.outcome().isSuccess())
        .flatMap(one -> one.item().stream())
        .map(Position::sequence)
        .toList();
  }
}
