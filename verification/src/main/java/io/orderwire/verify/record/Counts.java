package io.orderwire.verify.record;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much was tried in a run.
 *
 * @param events how many different events were handed over, by outcome
 * @param sends how many times something was handed over
 * @param items how many items partners saw, each counted whenever it came, by the kind of channel
 * @param exchanges how many pages, connections and webhook requests there were, failed ones
 *     included
 * @param rewrites how many slots of histories were written once more, after an abort
 * @param faults how many faults were injected, by kind
 */
public record Counts(
    Map<Outcome, Long> events,
    long sends,
    Map<ChannelKind, Long> items,
    long exchanges,
    long rewrites,
    Map<String, Long> faults) {

  /** Copies the maps. */
  public Counts {
    events = Map.copyOf(events);
    items = Map.copyOf(items);
    faults = Map.copyOf(faults);
  }

  static Counts of(Recording recording) {
    Map<Outcome, Long> events = new EnumMap<>(Outcome.class);
    recording.events().forEach(event -> events.merge(event.outcome(), 1L, Long::sum));
    Map<ChannelKind, Long> items = new EnumMap<>(ChannelKind.class);
    long exchanges = 0;
    for (ChannelRecording channel : recording.channels()) {
      items.merge(channel.channel().kind(), (long) channel.size(), Long::sum);
      exchanges += channel.exchanges().size();
    }
    Map<String, Long> faults = new TreeMap<>();
    recording.faults().forEach(fault -> faults.merge(fault.kind(), 1L, Long::sum));
    long sends = recording.producers().stream().mapToLong(Publications::size).sum();
    return new Counts(events, sends, items, exchanges, recording.rewrites().size(), faults);
  }

  /** Lines for people, each ending with a line feed. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    line(text, "sends", sends);
    for (Outcome outcome : Outcome.values()) {
      line(text, "events " + words(outcome), events.getOrDefault(outcome, 0L));
    }
    for (ChannelKind kind : ChannelKind.values()) {
      line(text, "items by " + words(kind), items.getOrDefault(kind, 0L));
    }
    line(text, "exchanges", exchanges);
    line(text, "slots written again", rewrites);
    new TreeMap<>(faults).forEach((kind, count) -> line(text, "faults: " + kind, count));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append(String.format(Locale.ROOT, "%-28s %,15d\n", what, count));
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
