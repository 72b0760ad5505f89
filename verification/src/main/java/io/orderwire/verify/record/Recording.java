package io.orderwire.verify.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was observed in a run. Immutable. */
public final class Recording {
  private final long startedAt;
  private final List<Publications> producers;
  private final PublishedEvents events;
  private final Map<String, List<ChannelRecording>> channels = new TreeMap<>();
  private final List<String> partners;
  private final List<Fault> faults;
  private final List<Rest> rests;
  private final List<Rewrite> rewrites;

  Recording(
      long startedAt,
      List<Publications> producers,
      List<ChannelRecording> channels,
      List<Fault> faults,
      List<Rest> rests,
      List<Rewrite> rewrites) {
    this.startedAt = startedAt;
    this.producers = producers;
    this.events = new PublishedEvents(producers);
    for (ChannelRecording channel : channels) {
      this.channels
          .computeIfAbsent(channel.channel().partner(), partner -> new ArrayList<>())
          .add(channel);
    }
    TreeSet<String> names = new TreeSet<>(this.channels.keySet());
    events.forEach(event -> names.add(event.partner()));
    this.partners = List.copyOf(names);
    this.faults = faults;
    this.rests = rests;
    this.rewrites = rewrites;
  }

  /** When recording began, in nanoseconds. */
  public long startedAt() {
    return startedAt;
  }

  /** What each producer sent. */
  public List<Publications> producers() {
    return producers;
  }

  /** The published events by their tokens. */
  public PublishedEvents events() {
    return events;
  }

  /** The partners that something was published for or that have a channel, by name. */
  public List<String> partners() {
    return partners;
  }

  /** A partner's channels, its history among them. */
  public List<ChannelRecording> channels(String partner) {
    return List.copyOf(channels.getOrDefault(partner, List.of()));
  }

  /** All channels, by partner. */
  public List<ChannelRecording> channels() {
    return channels.values().stream().flatMap(List::stream).toList();
  }

  /** A partner's history as it was at the end; empty if it was not read. */
  public Optional<ChannelRecording> history(String partner) {
    return channels(partner).stream()
        .filter(channel -> channel.channel().kind() == ChannelKind.HISTORY)
        .findFirst();
  }

  /** The faults, in the order in which they began. */
  public List<Fault> faults() {
    return faults;
  }

  /** The times in which nothing need come on a channel. */
  public List<Rest> rests(Channel channel) {
    return rests.stream().filter(rest -> rest.isOf(channel)).toList();
  }

  /** The slots that were written more than once. */
  public List<Rewrite> rewrites() {
    return rewrites;
  }

  /** How much was tried. */
  public Counts counts() {
    return Counts.of(this);
  }
}
