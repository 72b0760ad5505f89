package io.orderwire.delivery.webhook.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The promise of order, as code: within a lane (a partner, or an order) items are first sent in
 * sequence, one request at a time, and none before those of its lane that were sent earlier are
 * settled: taken, or given up. Repeats of what was sent before are free.
 *
 * <p>Valid, where {@code +} begins a request, {@code =} is a success and {@code -} a failure:
 *
 * <pre>
 *   +1 =1 +2 =2 +3 =3
 *   +1 -1 +1 =1 +2 =2            a retry
 *   +1 =1 +2 crash +1 =1 +2 =2   repeats after a crash
 *   +1 =1 +4 =4                  2 and 3 are of other lanes, or filtered out
 *   +1 -1 given up 1, +2 =2      a parked item
 * </pre>
 *
 * <p>Invalid:
 *
 * <pre>
 *   +2 =2 +1                     first sent out of sequence
 *   +1 +2                        two of one lane in flight
 *   +1 -1 +2                     overtaken
 *   +1 crash +2                  overtaken: that 1 was taken is not known
 * </pre>
 *
 * Each method throws an {@link AssertionError} that names the lane and the sequence. One thread.
 */
public final class OrderChecker {
  private final Map<Object, Lane> lanes = new HashMap<>();

  private static final class Lane {
    final Set<Long> sent = new HashSet<>();
    final NavigableSet<Long> unsettled = new TreeSet<>();
    long highest;
    boolean inFlight;
  }

  /** A request with these items of a lane begins. */
  public void begins(Object laneName, List<Long> sequences) {
    Lane lane = lanes.computeIfAbsent(laneName, key -> new Lane());
    if (lane.inFlight) {
      throw violation(laneName, sequences.getFirst(), "sent while another is in flight");
    }
    lane.inFlight = true;
    for (long sequence : sequences) {
      if (lane.sent.add(sequence)) {
        if (sequence < lane.highest) {
          throw violation(laneName, sequence, "first sent after " + lane.highest);
        }
        Long open = lane.unsettled.lower(sequences.getFirst());
        if (open != null) {
          throw violation(laneName, sequence, "sent before " + open + " is settled");
        }
        lane.highest = sequence;
        lane.unsettled.add(sequence);
      }
    }
  }

  /** Its request has ended: these items are settled, or, if it failed, none. */
  public void ends(Object laneName, List<Long> settled) {
    Lane lane = lanes.computeIfAbsent(laneName, key -> new Lane());
    lane.inFlight = false;
    settled.forEach(lane.unsettled::remove);
  }

  /** The sender has crashed: nothing of it is in flight. */
  public void crashed() {
    lanes.values().forEach(lane -> lane.inFlight = false);
  }

  private static AssertionError violation(Object lane, long sequence, String what) {
    return new AssertionError("lane " + lane + ": " + sequence + " is " + what);
  }
}
