package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Recording;

/**
 * Order: on every channel a partner's items are first delivered in sequence order, and the history
 * has the events of one producer in the order in which it sent them.
 *
 * <p>A walk and a stream ascend by exactly one, a walk back descends by exactly one, from where the
 * channel began:
 *
 * <pre>
 * valid    e1 e2 e3        from the beginning
 * valid    e7 e8           from behind e6
 * valid    e8 e7           back
 * invalid  e1 e3           e2 is missing
 * invalid  e1 e3 e2        swapped
 * invalid  e1 e2 e2        repeated
 * invalid  e2 e3           from the beginning
 * </pre>
 *
 * On a webhook endpoint repeats are passed over, and what remains ascends by exactly one, or
 * ascends within each order, or is not looked at, as the endpoint's order says. With {@code a} and
 * {@code b} for events of two orders:
 *
 * <pre>
 * valid    e1 e2 e1 e2 e3  ascending
 * invalid  e1 e3 e2        ascending
 * valid    a1 b3 a2        per order
 * invalid  a2 b3 a1        per order
 * </pre>
 *
 * A producer's events, told by their numbers, ascend in the history. A send whose outcome is
 * unknown may have been stored at any time since; one that was repeated, at any time from the first
 * to the first that was acknowledged. With {@code ?} for unknown:
 *
 * <pre>
 * valid    0 1 2
 * valid    0 2 1?          1 was stored late
 * valid    0 2 1           1 was unknown, and was sent again as 3
 * invalid  0 2 1
 * invalid  0? 2 1
 * </pre>
 */
public final class OrderCheck implements Check {

  @Override
  public String name() {
    return "order";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (ChannelRecording channel : recording.channels()) {
      findings.examined(channel.size());
      switch (channel.channel().kind()) {
        case HISTORY, WALK, STREAM -> SequenceOrder.check(channel, findings);
        case WEBHOOK -> FirstDeliveryOrder.check(recording, channel, findings);
      }
    }
    for (String partner : recording.partners()) {
      recording
          .history(partner)
          .ifPresent(history -> ProducerOrder.check(recording, history, findings));
    }
  }
}
