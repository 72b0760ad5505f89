package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Recording;
import java.time.Duration;
import java.util.List;

/**
 * Liveness: while nothing is wrong, no channel stands still for more than 10 s while it lacks
 * something that another one of its partner has. A channel that is behind and catches up holds this
 * promise, however far it is behind.
 *
 * <p>Not counted are the time of a fault and 30 s thereafter, in which processes find each other
 * again; the time in which an endpoint was paused and 10 s thereafter; and times in which the
 * machine stood still. A request that an endpoint refused shows that its channel does not stand
 * still. What never comes is for {@link CompletenessCheck}.
 *
 * <p>With {@code 12 s} for a time in which nothing comes:
 *
 * <pre>
 * walk a1 b2, stream a1 12 s b2          invalid if nothing was wrong meanwhile
 * walk a1 b2, stream a1 8 s b2           valid
 * walk a1 12 s b2, stream a1 12 s b2     valid: nobody had b
 * walk a1 b2, webhook a1 12 s b2         valid if the endpoint was paused, or an adapter killed
 * walk a1 b2 c3, stream a1 8 s b2 8 s c3 valid
 * </pre>
 */
public final class LivenessCheck implements Check {
  static final Duration LONGEST = Duration.ofSeconds(10);
  static final Duration RECOVERY = Duration.ofSeconds(30);
  static final Duration RESUMING = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "liveness";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (String partner : recording.partners()) {
      List<ChannelRecording> channels =
          recording.channels(partner).stream()
              .filter(channel -> channel.channel().toTheEnd())
              .filter(channel -> channel.channel().kind() != ChannelKind.HISTORY)
              .toList();
      LongMap known = firstSeen(channels);
      for (ChannelRecording channel : channels) {
        findings.examined(channel.size());
        check(channel, new Arrivals(channel, known), QuietTimes.of(recording, channel), findings);
      }
    }
  }

  /** When each sequence came first on any of them. */
  private static LongMap firstSeen(List<ChannelRecording> channels) {
    LongMap known = new LongMap();
    for (ChannelRecording channel : channels) {
      for (int i = 0; i < channel.size(); i++) {
        long sequence = channel.get(i).item().sequence();
        long at = channel.get(i).at();
        known.put(sequence, Math.min(at, known.get(sequence, Long.MAX_VALUE)));
      }
    }
    return known;
  }

  private static void check(
      ChannelRecording channel, Arrivals arrivals, QuietTimes quiet, Findings findings) {
    long[] moves = arrivals.moves();
    for (int i = 0; i < moves.length; i++) {
      long before = i == 0 ? Long.MIN_VALUE : moves[i - 1];
      int next = arrivals.after(before);
      long since = Math.max(before, arrivals.oldestMissing(next));
      if (since >= moves[i] || moves[i] - since <= LONGEST.toNanos()) {
        continue;
      }
      long longest = quiet.longestWithin(since, moves[i]);
      if (longest > LONGEST.toNanos()) {
        findings.add(
            channel,
            arrivals.indexOf(next),
            "what other channels had at " + findings.describe().timeOf(since) + " within 10 s",
            "nothing for " + Duration.ofNanos(longest).toMillis() / 1e3 + " s");
      }
    }
  }
}
