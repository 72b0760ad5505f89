package io.orderwire.verify.check;

import io.orderwire.verify.record.ChannelRecording;
import io.orderwire.verify.record.Outcome;
import io.orderwire.verify.record.Publication;
import io.orderwire.verify.record.Publications;
import io.orderwire.verify.record.PublishedEvent;
import io.orderwire.verify.record.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every acknowledged event is in its partner's history. */
final class LostEvents {
  private static final int AROUND = 2;

  private final Recording recording;
  private final Findings findings;
  private final Map<String, Optional<FinalHistory>> histories = new HashMap<>();

  LostEvents(Recording recording, Findings findings) {
    this.recording = recording;
    this.findings = findings;
  }

  void check() {
    findings.examined(recording.events().size());
    recording.events().forEach(this::check);
  }

  private void check(PublishedEvent event) {
    if (event.outcome() != Outcome.ACKNOWLEDGED) {
      return;
    }
    Optional<FinalHistory> history =
        histories.computeIfAbsent(
            event.partner(), partner -> recording.history(partner).map(FinalHistory::new));
    if (history.isEmpty() || !history.get().hasToken(event.token())) {
      findings.add(
          event.partner(),
          "history",
          event.at(),
          Describe.token(event.token())
              + ", acknowledged as number "
              + event.first()
              + " of "
              + event.producer(),
          history.isEmpty() ? "no history was read" : "it is not there",
          () -> neighbours(event, history));
    }
  }

  private List<String> neighbours(PublishedEvent event, Optional<FinalHistory> history) {
    List<String> lines = new ArrayList<>();
    for (Publications sent : recording.producers()) {
      if (sent.producer().equals(event.producer())) {
        int first = (int) event.first();
        int last = Math.min(sent.size() - 1, first + AROUND);
        for (int i = Math.max(0, first - AROUND); i <= last; i++) {
          lines.add((i == first ? "> " : "  ") + describe(sent.get(i), event, history));
        }
      }
    }
    return lines;
  }

  private String describe(Publication sent, PublishedEvent event, Optional<FinalHistory> history) {
    String place =
        sent.partner().equals(event.partner())
            ? history.map(known -> place(known, sent.token())).orElse("")
            : ", for " + sent.partner();
    return "number "
        + sent.number()
        + " "
        + Describe.token(sent.token())
        + " "
        + sent.outcome()
        + ", sent at "
        + Describe.time(findings.describe().sinceStart(sent.at()))
        + place;
  }

  private static String place(FinalHistory history, long token) {
    int index = history.indexOfToken(token);
    ChannelRecording recording = history.recording();
    return index < 0 ? ", not there" : ", e" + recording.get(index).item().sequence();
  }
}
