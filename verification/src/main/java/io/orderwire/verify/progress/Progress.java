package io.orderwire.verify.progress;

import io.orderwire.verify.record.ChannelKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How far a run is. Safe for threads. */
public final class Progress {
  private final Map<String, PartnerProgress> partners = new LinkedHashMap<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Map<ChannelKind, LongAdder> items = new EnumMap<>(ChannelKind.class);

  /** Nothing was sent or seen. */
  public Progress(Collection<String> partners) {
    for (ChannelKind kind : ChannelKind.values()) {
      items.put(kind, new LongAdder());
    }
    partners.forEach(partner -> this.partners.put(partner, new PartnerProgress()));
  }

  /** Something is handed over. */
  public void sent() {
    sent.increment();
  }

  /** Handing over ended without an acknowledgement. */
  public void failed() {
    failed.increment();
  }

  /** It was acknowledged that an event is stored, which partners are to see. */
  public void acknowledged(String partner, long token) {
    acknowledged.increment();
    of(partner).acknowledged(token);
  }

  /**
   * One more channel of a partner, on which the whole history is to come.
   *
   * @throws IllegalArgumentException if there is no such partner
   */
  public ChannelProgress channel(String partner, ChannelKind kind) {
    return of(partner).channel(kind, items.getOrDefault(kind, new LongAdder()));
  }

  /** Whether all channels have all acknowledged events and what else others have. */
  public boolean isComplete() {
    return partners.values().stream().allMatch(PartnerProgress::isComplete);
  }

  /** A number that changes with everything that is acknowledged, or seen for the first time. */
  public long moves() {
    return acknowledged.sum() + items.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** One line for people. */
  public String describe() {
    String seen =
        items.entrySet().stream()
            .filter(entry -> entry.getKey() != ChannelKind.HISTORY)
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%s %,d",
                        entry.getKey().name().toLowerCase(Locale.ROOT),
                        entry.getValue().sum()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "sent %,d, acknowledged %,d, failed %,d; seen: %s",
        sent.sum(),
        acknowledged.sum(),
        failed.sum(),
        seen);
  }

  /** A line for each partner that has not all, with what is missing; for people. */
  public List<String> describeMissing() {
    return partners.entrySet().stream()
        .filter(entry -> !entry.getValue().isComplete())
        .map(entry -> entry.getKey() + ": " + entry.getValue().describe())
        .toList();
  }

  private PartnerProgress of(String partner) {
    PartnerProgress progress = partners.get(partner);
    if (progress == null) {
      throw new IllegalArgumentException("no partner of this run: " + partner);
    }
    return progress;
  }
}
