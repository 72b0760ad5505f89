package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one check finds. The earliest violations are kept, which are the nearest to the cause, and
 * the rest is counted. Not safe for threads.
 */
public final class Findings {
  private final String check;
  private final int most;
  private final Describe describe;
  private final List<Violation> violations = new ArrayList<>();
  private long examined;
  private long found;

  /**
   * Begins with none.
   *
   * @param most how many violations are kept
   */
  public Findings(Check check, Recording recording, int most) {
    this.check = check.name();
    this.most = most;
    this.describe = new Describe(recording);
  }

  /** The check has looked at so many items or events more. */
  void examined(long more) {
    examined += more;
  }

  /** Something is wrong with the item that came as the n-th on a channel. */
  void add(ChannelRecording channel, int index, String expected, String seen) {
    add(
        channel.channel().partner(),
        Describe.channel(channel.channel()),
        channel.get(index).at(),
        expected,
        seen,
        () -> describe.neighbours(channel, index));
  }

  /** Something is wrong that no single item of a channel shows. */
  void add(
      String partner,
      String channel,
      long at,
      String expected,
      String seen,
      Supplier<List<String>> neighbours) {
    found++;
    Duration time = describe.sinceStart(at);
    int place = violations.size();
    while (place > 0 && violations.get(place - 1).at().compareTo(time) > 0) {
      place--;
    }
    if (place < most) {
      violations.add(
          place,
          new Violation(
              check,
              partner,
              channel,
              time,
              expected,
              seen,
              neighbours.get(),
              describe.faultsNear(at)));
    }
    if (violations.size() > most) {
      violations.removeLast();
    }
  }

  Describe describe() {
    return describe;
  }

  /** What was found up to now. */
  public CheckResult result() {
    return new CheckResult(check, examined, found, violations);
  }
}
