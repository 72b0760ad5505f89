package io.orderwire.fuzz.run;

import io.orderwire.fuzz.api.Service;
import io.orderwire.fuzz.check.Finding;
import io.orderwire.fuzz.http.Answer;
import io.orderwire.fuzz.make.Probe;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was sent, answered and found. Safe for use by many threads. */
final class Tally {
  private final Map<Service, Count> counts = new EnumMap<>(Service.class);
  private final Map<String, Found> found = new LinkedHashMap<>();
  private long longestMillis;
  private long repeats;

  /** Of one service. */
  static final class Count {
    private final Set<String> operations = new TreeSet<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long requests;
    private long findings;

    Set<String> operations() {
      return operations;
    }

    Map<Integer, Long> statuses() {
      return statuses;
    }

    long requests() {
      return requests;
    }

    long findings() {
      return findings;
    }

    /** How many answers had a status of hundreds; 0 for no answer. */
    long of(int hundreds) {
      return statuses.entrySet().stream()
          .filter(one -> one.getKey() / 100 == hundreds)
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /**
   * Findings that are most likely one.
   *
   * @param first the request that it was first found by
   * @param answer to that
   * @param times how often it was found
   */
  record Found(Finding finding, Probe first, Answer answer, long times) {}

  synchronized void add(Probe probe, Answer answer, List<Finding> findings, long millis) {
    Count count = count(probe.operation().api().service());
    count.operations.add(probe.operation().id());
    count.requests++;
    count.statuses.merge(answer.status(), 1L, Long::sum);
    longestMillis = Math.max(longestMillis, millis);
    for (Finding finding : findings) {
      count.findings++;
      String key = probe.operation().name() + " " + finding.check() + " " + finding.kind();
      Found before = found.get(key);
      found.put(
          key,
          before == null
              ? new Found(finding, probe, answer, 1)
              : new Found(before.finding(), before.first(), before.answer(), before.times() + 1));
    }
  }

  /** A request is sent again, as what it needs is away for a moment. */
  synchronized void repeated() {
    repeats++;
  }

  synchronized long repeats() {
    return repeats;
  }

  private Count count(Service service) {
    return counts.computeIfAbsent(service, _ -> new Count());
  }

  synchronized Map<Service, Count> counts() {
    return new EnumMap<>(counts);
  }

  synchronized List<Found> found() {
    return List.copyOf(found.values());
  }

  synchronized long requests() {
    return counts.values().stream().mapToLong(Count::requests).sum();
  }

  synchronized long longestMillis() {
    return longestMillis;
  }
}
