package io.orderwire.verify.check;

import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.Fault;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.record.Sighting;
import io.orderwire.verify.record.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says in words what was recorded. */
final class Describe {
  private static final int AROUND = 2;
  private static final int MOST_FAULTS = 4;
  private static final long NEAR = Duration.ofSeconds(30).toNanos();

  private final Recording recording;

  Describe(Recording recording) {
    this.recording = recording;
  }

  Duration sinceStart(long at) {
    return Duration.ofNanos(at - recording.startedAt());
  }

  static String time(Duration sinceStart) {
    return String.format(Locale.ROOT, "%+.3f s", sinceStart.toNanos() / 1e9);
  }

  /** When something was, for people. */
  String timeOf(long at) {
    return time(sinceStart(at));
  }

  static String channel(Channel channel) {
    String kind = channel.kind().name().toLowerCase(Locale.ROOT);
    return channel.kind() == ChannelKind.HISTORY || channel.name().equals(kind)
        ? kind
        : kind + " " + channel.name();
  }

  static String token(long token) {
    return token == Token.NONE ? "no token" : Token.text(token);
  }

  /** An item with where and when it was seen. */
  String sighting(ChannelRecording channel, Sighting sighting) {
    Exchange exchange = channel.exchangeOf(sighting);
    return String.format(
        Locale.ROOT,
        "e%d %s, id #%016x, bytes #%016x, exchange %d%s, at %s",
        sighting.item().sequence(),
        token(sighting.item().token()),
        sighting.item().id(),
        sighting.item().bytes(),
        sighting.exchange(),
        exchange.instance().isEmpty() ? "" : " of " + exchange.instance(),
        time(sinceStart(sighting.at())));
  }

  List<String> neighbours(ChannelRecording channel, int index) {
    List<String> lines = new ArrayList<>();
    int last = Math.min(channel.size() - 1, index + AROUND);
    for (int i = Math.max(0, index - AROUND); i <= last; i++) {
      lines.add((i == index ? "> " : "  ") + sighting(channel, channel.get(i)));
    }
    return lines;
  }

  List<String> faultsNear(long at) {
    return recording.faults().stream()
        .filter(fault -> fault.distance(at) <= NEAR)
        .sorted(Comparator.comparingLong(fault -> fault.distance(at)))
        .limit(MOST_FAULTS)
        .map(this::fault)
        .toList();
  }

  private String fault(Fault fault) {
    String end = fault.until() == Fault.OPEN ? "not over" : "to " + time(sinceStart(fault.until()));
    return fault.kind()
        + " "
        + fault.target()
        + ", from "
        + time(sinceStart(fault.from()))
        + ", "
        + end;
  }
}
