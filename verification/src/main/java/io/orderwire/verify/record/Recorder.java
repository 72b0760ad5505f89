package io.orderwire.verify.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Records one run. Safe for threads: each channel and producer has its own lock, which is held for
 * a few array writes.
 */
public final class Recorder {
  private final LongSupplier nanos;
  private final Map<String, ProducerRecorder> producers = new LinkedHashMap<>();
  private final Map<String, Channel> names = new LinkedHashMap<>();
  private final List<ChannelLog> channels = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Rewrite> rewrites = new ArrayList<>();
  private final List<Rest> rests = new ArrayList<>();
  private long startedAt;

  /**
   * Begins a recording.
   *
   * @param nanos the clock of all of its times, for instance {@code System::nanoTime}
   */
  public Recorder(LongSupplier nanos) {
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
  }

  /** Times are told since now, and not since this was made. What is recorded already stays. */
  public synchronized void begin() {
    startedAt = nanos.getAsLong();
  }

  /** The recorder of a producer, the same for the same name. */
  public synchronized ProducerRecorder producer(String name) {
    return producers.computeIfAbsent(name, key -> new ProducerRecorder(key, nanos));
  }

  /**
   * Records a walk, or the history at the end.
   *
   * @throws IllegalArgumentException if it is neither, or the partner has a channel of that name
   */
  public PollRecorder poll(Channel channel) {
    return new PollRecorder(log(channel, ChannelKind.WALK, ChannelKind.HISTORY));
  }

  /**
   * Records a stream.
   *
   * @throws IllegalArgumentException if it is none, or the partner has a channel of that name
   */
  public StreamRecorder stream(Channel channel) {
    return new StreamRecorder(log(channel, ChannelKind.STREAM));
  }

  /**
   * Records a webhook endpoint.
   *
   * @throws IllegalArgumentException if it is none, or the partner has a channel of that name
   */
  public WebhookRecorder webhook(Channel channel) {
    return new WebhookRecorder(log(channel, ChannelKind.WEBHOOK));
  }

  /**
   * A fault begins.
   *
   * @return the fault, for {@link #faultEnded}
   */
  public synchronized int faultBegan(String kind, String target) {
    faults.add(new Fault(kind, target, nanos.getAsLong(), Fault.OPEN));
    return faults.size() - 1;
  }

  /** A fault is over. */
  public synchronized void faultEnded(int fault) {
    Fault began = faults.get(fault);
    faults.set(fault, new Fault(began.kind(), began.target(), began.from(), nanos.getAsLong()));
  }

  /**
   * From now on nothing need come on a partner's channel, which its partner has paused.
   *
   * @return the rest, for {@link #restEnded}
   */
  public synchronized int restBegan(String partner, String channel) {
    rests.add(new Rest(partner, channel, nanos.getAsLong(), Fault.OPEN));
    return rests.size() - 1;
  }

  /** A rest is over. */
  public synchronized void restEnded(int rest) {
    Rest began = rests.get(rest);
    rests.set(rest, new Rest(began.partner(), began.channel(), began.from(), nanos.getAsLong()));
  }

  /** Nothing could come on any channel for so long until now: the machine had stood still. */
  public synchronized void stoodStill(Duration time) {
    long now = nanos.getAsLong();
    rests.add(new Rest(Rest.ALL, Rest.ALL, now - time.toNanos(), now));
  }

  /** A slot was found to be written once more. */
  public synchronized void rewritten(Rewrite rewrite) {
    rewrites.add(rewrite);
  }

  /** What was recorded up to now. What is recorded later does not change it. */
  public synchronized Recording recording() {
    return new Recording(
        startedAt,
        producers.values().stream().map(ProducerRecorder::publications).toList(),
        channels.stream().map(ChannelLog::recording).toList(),
        List.copyOf(faults),
        List.copyOf(rests),
        List.copyOf(rewrites));
  }

  private synchronized ChannelLog log(Channel channel, ChannelKind... kinds) {
    if (!List.of(kinds).contains(channel.kind())) {
      throw new IllegalArgumentException("recorded in another way: " + channel);
    }
    if (names.putIfAbsent(channel.partner() + '/' + channel.name(), channel) != null) {
      throw new IllegalArgumentException("recorded already: " + channel);
    }
    ChannelLog log = new ChannelLog(channel, nanos);
    channels.add(log);
    return log;
  }
}
