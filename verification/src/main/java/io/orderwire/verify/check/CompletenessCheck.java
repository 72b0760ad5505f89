package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.Outcome;
import io.orderwire.verify.record.PublishedEvent;
import io.orderwire.verify.record.Recording;

/**
 * Completeness: the history is 1 to n without a gap, every acknowledged event is in it, and nothing
 * else is but events whose outcome is unknown. A channel that goes on to the end has all of it; a
 * webhook endpoint has answered all of it with 2xx.
 *
 * <p>With {@code a b c} for acknowledged events, {@code u} for one whose outcome is unknown, {@code
 * p} for poison:
 *
 * <pre>
 * history  a1 b2 c3 u4     valid
 * history  a1 b2 c3        valid
 * history  a1 c3           invalid: slot 2 is missing, and so is b
 * history  a1 b2           invalid: c is missing
 * history  a1 b2 c3 x4     invalid: x was never published
 * history  a1 b2 c3 p4     invalid: p had to be rejected
 * stream   a1 b2           invalid if the history is a1 b2 c3 and the stream goes on to the end
 * webhook  a1 b2 c3        invalid if c3 was answered with 500 and did not come again
 * </pre>
 */
public final class CompletenessCheck implements Check {

  @Override
  public String name() {
    return "completeness";
  }

  @Override
  public void check(Recording recording, Findings findings) {
    for (ChannelRecording channel : recording.channels()) {
      nothingElse(recording, channel, findings);
    }
    for (String partner : recording.partners()) {
      recording
          .history(partner)
          .map(FinalHistory::new)
          .ifPresent(
              history -> {
                gaps(history, findings);
                Tail.check(recording.channels(partner), history, findings);
              });
    }
    new LostEvents(recording, findings).check();
  }

  private static void nothingElse(
      Recording recording, ChannelRecording channel, Findings findings) {
    findings.examined(channel.size());
    for (int i = 0; i < channel.size(); i++) {
      Item item = channel.get(i).item();
      PublishedEvent event = recording.events().find(item.token());
      if (event == null) {
        findings.add(
            channel,
            i,
            "an event that was published",
            "e" + item.sequence() + " with " + Describe.token(item.token()));
      } else if (event.outcome() == Outcome.MUST_BE_REJECTED) {
        findings.add(
            channel,
            i,
            "that " + Describe.token(item.token()) + " of " + event.producer() + " is rejected",
            "it is e" + item.sequence());
      }
    }
  }

  private static void gaps(FinalHistory history, Findings findings) {
    long next = 1;
    for (long sequence : history.sequences()) {
      if (sequence > next) {
        Ranges missing = new Ranges();
        missing.add(next, sequence - 1);
        findings.add(
            history.recording(),
            history.indexOf(sequence),
            missing.describe() + " in the history",
            "e" + sequence + " as the next one");
      }
      next = Math.max(next, sequence + 1);
    }
  }
}
