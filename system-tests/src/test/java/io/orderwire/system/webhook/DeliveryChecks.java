package io.orderwire.system.webhook;

import io.orderwire.system.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is promised of an endpoint's requests, checked. Each check gives the faults that it found,
 * none if the promise was kept. Requests are given in the order of arrival.
 */
final class DeliveryChecks {
  private DeliveryChecks() {}

  /**
   * Every item came, and nothing else: of items 1, 2, 3 the requests {@code 1 1 3 2} are complete;
   * {@code 1 3} and {@code 1 2 3 9} are not.
   */
  static List<String> complete(List<Item> items, List<Arrival> arrivals) {
    Set<String> missing = new LinkedHashSet<>();
    items.forEach(item -> missing.add(item.id()));
    Set<String> unknown = new LinkedHashSet<>();
    arrivals.forEach(arrival -> unknown.add(arrival.webhookId()));
    Set<String> known = Set.copyOf(missing);
    missing.removeAll(Set.copyOf(unknown));
    unknown.removeAll(known);
    List<String> faults = new ArrayList<>();
    missing.forEach(id -> faults.add("never came: " + id));
    unknown.forEach(id -> faults.add("no such item: " + id));
    return faults;
  }

  /**
   * First deliveries are in sequence: {@code 1 2 1 2 3} is, and {@code 1 3 2} is not.
   *
   * @param key what has a sequence of its own: a constant for the whole endpoint, or the order's id
   */
  static List<String> inOrder(
      List<Item> items, List<Arrival> arrivals, Function<Item, String> key) {
    Map<String, Item> byId =
        items.stream().collect(Collectors.toMap(Item::id, Function.identity()));
    Map<String, Long> last = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Arrival first : firstDeliveries(arrivals)) {
      Item item = byId.get(first.webhookId());
      if (item == null) {
        faults.add("no such item: " + first);
        continue;
      }
      Long before = last.put(key.apply(item), item.sequence());
      if (before != null && before > item.sequence()) {
        faults.add("%d came first after %d".formatted(item.sequence(), before));
      }
    }
    return faults;
  }

  /**
   * No two requests with the same key at once, except over a kill: a killed sender cannot see the
   * answer to what it had in flight.
   */
  static List<String> oneAtATime(
      List<Item> items, List<Arrival> arrivals, Function<Item, String> key, List<Long> kills) {
    Map<String, Item> byId =
        items.stream().collect(Collectors.toMap(Item::id, Function.identity()));
    Map<String, Arrival> last = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      Item item = byId.get(arrival.webhookId());
      Arrival before = item == null ? null : last.put(key.apply(item), arrival);
      if (before != null
          && before.answeredNanos() > arrival.receivedNanos()
          && periodOf(before, kills) == periodOf(arrival, kills)) {
        faults.add("%s came before %s was answered".formatted(arrival, before));
      }
    }
    return faults;
  }

  /**
   * The requests prove by themselves that none is missing: from one sequence to the one that names
   * it as the previous one, from 0 to the last.
   */
  static List<String> chained(List<Arrival> arrivals) {
    Map<Long, Long> next = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      Long other = next.put(arrival.previousSequence(), arrival.sequence());
      if (other != null && other != arrival.sequence()) {
        faults.add(
            "both %d and %d follow %d"
                .formatted(other, arrival.sequence(), arrival.previousSequence()));
      }
    }
    long at = 0;
    for (Long following = next.remove(at); following != null; following = next.remove(at)) {
      at = following;
    }
    if (!next.isEmpty()) {
      faults.add("nothing after %d, but there is what follows %s".formatted(at, next.keySet()));
    }
    return faults;
  }

  /**
   * How often something came again.
   *
   * @param count of requests that were repeats
   * @param unexplained repeats with no kill since the same item came before
   * @param mostAfterAKill the most different items that were repeated between one kill and the next
   */
  record Repeats(int count, List<String> unexplained, int mostAfterAKill) {}

  /**
   * Counts repeats; {@code kills} are times between the end of a sender and the next one's start.
   */
  static Repeats repeats(List<Arrival> arrivals, List<Long> kills) {
    Map<String, Arrival> last = new HashMap<>();
    List<String> unexplained = new ArrayList<>();
    Map<Integer, Set<String>> afterKill = new HashMap<>();
    int count = 0;
    for (Arrival arrival : arrivals) {
      Arrival before = last.put(arrival.webhookId(), arrival);
      if (before == null) {
        continue;
      }
      count++;
      int period = periodOf(arrival, kills);
      if (periodOf(before, kills) == period) {
        unexplained.add(arrival.toString());
      }
      afterKill.computeIfAbsent(period, number -> new HashSet<>()).add(arrival.webhookId());
    }
    int most = afterKill.values().stream().mapToInt(Set::size).max().orElse(0);
    return new Repeats(count, unexplained, most);
  }

  /** The first request of each webhook-id. */
  static List<Arrival> firstDeliveries(List<Arrival> arrivals) {
    Set<String> seen = new HashSet<>();
    return arrivals.stream().filter(arrival -> seen.add(arrival.webhookId())).toList();
  }

  /** How many kills there were before a request came. */
  private static int periodOf(Arrival arrival, List<Long> kills) {
    return (int) kills.stream().filter(kill -> kill - arrival.receivedNanos() < 0).count();
  }
}
