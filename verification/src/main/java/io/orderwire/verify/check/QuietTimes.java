package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Fault;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.record.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The times in which nothing keeps a channel from going on. */
final class QuietTimes {
  private final List<Span> troubled;

  private record Span(long from, long until) {}

  private QuietTimes(List<Span> troubled) {
    this.troubled = troubled.stream().sorted(Comparator.comparingLong(Span::from)).toList();
  }

  static QuietTimes of(Recording recording, ChannelRecording channel) {
    List<Span> troubled = new ArrayList<>();
    for (Fault fault : recording.faults()) {
      troubled.add(new Span(fault.from(), later(fault.until(), LivenessCheck.RECOVERY)));
    }
    for (Rest rest : recording.rests(channel.channel())) {
      troubled.add(new Span(rest.from(), later(rest.until(), LivenessCheck.RESUMING)));
    }
    return new QuietTimes(troubled);
  }

  private static long later(long at, Duration time) {
    return at == Fault.OPEN ? at : at + time.toNanos();
  }

  /** How long nothing was wrong at a stretch within a time, at most; in nanoseconds. */
  long longestWithin(long from, long until) {
    long longest = 0;
    long quietSince = from;
    for (Span span : troubled) {
      if (span.from() >= until) {
        break;
      }
      longest = Math.max(longest, span.from() - quietSince);
      quietSince = Math.max(quietSince, span.until());
    }
    return Math.max(longest, until - quietSince);
  }
}
