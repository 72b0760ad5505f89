package io.orderwire.system.webhook;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one endpoint got, and how it behaves. Safe for use by many threads. */
final class Inbox {
  private final String url;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Arrival> unverified = new ArrayList<>();
  private final List<Arrival> forged = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private int allowedRate;
  private final List<Map<String, String>> asks = new ArrayList<>();
  private Behaviour behaviour = Behaviour.up();
  private long sinceBehaviour;
  private int open;
  private int mostOpen;

  Inbox(String url) {
    this.url = url;
  }

  /** Where it is. */
  String url() {
    return url;
  }

  /** Behaves so from the next request on. */
  synchronized Inbox behave(Behaviour next) {
    behaviour = next;
    sinceBehaviour = 0;
    mostOpen = open;
    return this;
  }

  /** Agrees by OPTIONS, as CloudEvents has it, to so many requests a minute. */
  synchronized Inbox allowing(int requestsAMinute) {
    allowedRate = requestsAMinute;
    return this;
  }

  /** The headers of each OPTIONS request, in the order of arrival. */
  synchronized List<Map<String, String>> asks() {
    return List.copyOf(asks);
  }

  /** Takes an OPTIONS request; the rate that it agrees to, 0 where it does not agree. */
  synchronized int asked(Map<String, String> headers) {
    asks.add(Map.copyOf(headers));
    return allowedRate;
  }

  /** Requests must be signed with this secret, or another that is trusted, from now on. */
  synchronized void trust(String secret) {
    secrets.add(secret);
    unverified.forEach(this::verify);
    unverified.clear();
  }

  /** Every request so far, in the order of arrival. */
  synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** Requests with items, in the order of arrival. */
  List<Arrival> items() {
    return arrivals().stream().filter(arrival -> !arrival.isMessage()).toList();
  }

  /** Requests with items that no replay sent and that were taken, in the order of arrival. */
  List<Arrival> live() {
    return items().stream().filter(one -> one.isTaken() && !one.isReplay()).toList();
  }

  /** Requests of a replay that were taken, in the order of arrival. */
  List<Arrival> replayed() {
    return items().stream().filter(one -> one.isTaken() && one.isReplay()).toList();
  }

  /** Messages of this type, in the order of arrival. */
  List<Arrival> messages(String type) {
    return arrivals().stream()
        .filter(one -> one.isMessage() && one.json().path("type").asString("").equals(type))
        .toList();
  }

  /** How many different webhook-ids of items were taken. */
  synchronized int takenIds() {
    return taken.size();
  }

  /** Waits, at most ten minutes, until so many different items were taken. */
  Inbox awaitTaken(int count) {
    await(url + " takes " + count).atMost(Duration.ofMinutes(10)).until(() -> takenIds() >= count);
    return this;
  }

  /** Requests that no trusted secret verified when they came. */
  synchronized List<Arrival> forged() {
    return List.copyOf(forged);
  }

  /** The most requests at once since the behaviour was set. */
  synchronized int mostOpen() {
    return mostOpen;
  }

  /** The answer to a request with items, which is open from now on. */
  synchronized Behaviour.Reply next() {
    sinceBehaviour++;
    open++;
    mostOpen = Math.max(mostOpen, open);
    return behaviour.to(sinceBehaviour);
  }

  synchronized void add(Arrival arrival) {
    if (arrival.isTaken() && !arrival.isMessage()) {
      taken.add(arrival.webhookId());
    }
    arrivals.add(arrival);
    if (secrets.isEmpty()) {
      unverified.add(arrival);
    } else {
      verify(arrival);
    }
  }

  synchronized void ended() {
    open--;
  }

  private void verify(Arrival arrival) {
    if (secrets.stream().noneMatch(arrival::isSignedWith)) {
      forged.add(arrival);
    }
  }
}
