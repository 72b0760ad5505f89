package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.AttemptLog;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.delivery.webhook.Transport;
import io.orderwire.delivery.webhook.dispatch.RetrySchedule;
import io.orderwire.delivery.webhook.dispatch.Tuning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * All of webhook delivery, put together.
 *
 * @param deliveries the loops; to be started and closed
 * @param actions what can be asked of them
 */
public record Webhooks(Deliveries deliveries, EndpointActions actions) {
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final Duration BETWEEN_HANDSHAKES = Duration.ofSeconds(1);

  /**
   * Where endpoints and what belongs to them are stored.
   *
   * @param history the items
   * @param progress how far cursors have come
   * @param endpoints the endpoints
   * @param attempts the record of attempts
   */
  public record Stores(
      History history, ProgressStore progress, Endpoints endpoints, AttemptLog attempts) {}

  /**
   * How requests are made.
   *
   * @param transport sends them
   * @param signers signs them
   * @param origin the sender's DNS name in CloudEvents' handshake
   * @param schedule when they are tried again
   * @param tuning how breakers, ramps and windows behave
   * @param senders how many requests at once, at least 1; one that takes longer than 20 ms counts
   *     no more
   * @param maxInFlight how many requests at once in all, at least as many and 4
   */
  public record Manner(
      Transport transport,
      Signers signers,
      String origin,
      RetrySchedule schedule,
      Tuning tuning,
      int senders,
      int maxInFlight) {}

  /**
   * Time and chance.
   *
   * @param clock the wall clock
   * @param nanos a monotonic clock
   * @param random a secure one, safe for use by many threads
   * @param threads virtual threads
   */
  public record Surroundings(
      InstantSource clock, LongSupplier nanos, RandomGenerator random, ThreadFactory threads) {}

  /**
   * Put together; nothing runs yet.
   *
   * @param owns whether this instance owns a partner's partition
   * @param gate whether a partner's requests may begin
   */
  public static Webhooks of(
      Stores stores,
      Manner manner,
      Surroundings around,
      Predicate<String> owns,
      Gate gate,
      DeliveryMeters meters) {
    LoopParts parts =
        new LoopParts(
            stores.history(),
            stores.progress(),
            gate,
            manner.schedule(),
            manner.tuning(),
            around.clock(),
            around.nanos(),
            around.random());
    Sender sender = new Sender(manner.transport(), around.clock(), around.nanos());
    Senders senders =
        new Senders(
            new Senders.Bounds(manner.senders(), manner.maxInFlight(), MOMENT),
            around.nanos(),
            around.threads());
    meters.watch(senders);
    Records records = new Records(stores.attempts());
    Announcer announcer =
        new Announcer(
            stores.endpoints(),
            (to, type, id, json, number) -> {
              Sender.Sent sent = sender.sendMessage(to, manner.signers().of(to), id, json);
              records.message(to, type, number, sent, Optional.empty());
              return sent.reply().outcome().isSuccess();
            },
            senders,
            meters,
            around.threads(),
            around.random());
    StatusChanges changes =
        new StatusChanges(stores.endpoints(), stores.progress(), announcer, meters, around.clock());
    Handshake handshake =
        new Handshake(sender, manner.signers(), manner.origin(), around.clock(), around.random());
    Pace pace = new Pace(BETWEEN_HANDSHAKES, around.nanos());
    Deliveries deliveries =
        new Deliveries(
            stores.endpoints(),
            owns,
            running -> {
              Endpoint endpoint = running.cursor().endpoint();
              return running.handshake()
                  ? new HandshakeLoop(endpoint, parts, pace, handshake, records)
                  : new CursorLoop(
                      running.cursor(),
                      parts,
                      new Requests(
                          sender,
                          manner.signers().of(endpoint),
                          records,
                          meters,
                          around.clock(),
                          senders),
                      changes);
            },
            changes,
            around.nanos(),
            around.threads());
    return new Webhooks(
        deliveries,
        new LiveActions(deliveries, parts, sender, manner.signers(), records, announcer, around));
  }
}
