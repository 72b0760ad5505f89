package io.orderwire.verify.check;

import static io.orderwire.verify.check.CursorPlaces.UNKNOWN;

import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Delivery;
import io.orderwire.verify.record.Exchange;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.Poll;
import java.util.Arrays;
import java.util.List;

/** The cursors that were used and handed out on one channel. */
final class CursorWalk {
  private static final int NO_ITEM = -1;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private final ChannelRecording channel;
  private final CursorPlaces places;
  private final Findings findings;
  private final int[] firstItems;
  private final int[] lastItems;

  CursorWalk(ChannelRecording channel, CursorPlaces places, Findings findings) {
    this.channel = channel;
    this.places = places;
    this.findings = findings;
    this.firstItems = new int[channel.exchanges().size()];
    this.lastItems = new int[channel.exchanges().size()];
    Arrays.fill(firstItems, NO_ITEM);
    Arrays.fill(lastItems, NO_ITEM);
    for (int i = 0; i < channel.size(); i++) {
      int exchange = channel.get(i).exchange();
      if (firstItems[exchange] == NO_ITEM) {
        firstItems[exchange] = i;
      }
      lastItems[exchange] = i;
    }
  }

  void check() {
    for (int i = 0; i < firstItems.length; i++) {
      switch (channel.exchanges().get(i)) {
        case Exchange.Read read -> check(i, read);
        case Delivery _ -> {}
      }
    }
  }

  private void check(int exchange, Exchange.Read read) {
    if (read.boundary().kind() != Boundary.Kind.NONE) {
      findings.examined(1);
      if (isRefusal(read.status())) {
        add(
            read,
            given(read) + " accepted",
            read.status() + (read.code().isEmpty() ? "" : " " + read.code()));
      } else {
        goesOn(exchange, read);
      }
    }
    if (read instanceof Poll poll && poll.status() == OK && poll.returned() != Fingerprint.NONE) {
      handsOut(exchange, poll);
    }
  }

  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500 && status != TOO_MANY_REQUESTS;
  }

  private void goesOn(int exchange, Exchange.Read read) {
    int first = firstItems[exchange];
    long place = places.of(read.boundary().cursor());
    if (first == NO_ITEM || place == UNKNOWN) {
      return;
    }
    long next = read.boundary().kind() == Boundary.Kind.OLDER_THAN ? place - 1 : place + 1;
    long sequence = channel.get(first).item().sequence();
    if (sequence != next) {
      findings.add(channel, first, "e" + next + " as the first for " + given(read), "e" + sequence);
    }
  }

  private void handsOut(int exchange, Poll poll) {
    int last = lastItems[exchange];
    long end =
        last == NO_ITEM ? places.of(poll.boundary().cursor()) : channel.get(last).item().sequence();
    if (end == UNKNOWN) {
      return;
    }
    long place = places.learn(poll.returned(), end);
    if (place != end) {
      add(poll, "a cursor behind e" + end, "one that stands behind e" + place);
    }
  }

  private String given(Exchange.Read read) {
    long place = places.of(read.boundary().cursor());
    String cursor = place == UNKNOWN ? "a cursor" : "the cursor of e" + place;
    return read.boundary().kind() == Boundary.Kind.OLDER_THAN ? cursor + ", backwards" : cursor;
  }

  private void add(Exchange.Read read, String expected, String seen) {
    findings.add(
        channel.channel().partner(),
        Describe.channel(channel.channel()),
        read.at(),
        expected,
        seen,
        () -> List.of("> " + read));
  }
}
