package io.orderwire.verify.read;

import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.ChannelKind;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.Time;
import java.net.http.HttpClient;
import java.time.Duration;

/** Walks a history by long polling. */
public final class Walk implements Reader {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int FAILURES = 120;

  private final Pages pages;
  private final Time time;

  private Walk(Pages pages, Time time) {
    this.pages = pages;
    this.time = time;
  }

  /** A walk that follows the history. */
  public static Walk following(
      HttpClient client, Partner partner, Recorder recorder, Progress progress, Time time) {
    return new Walk(
        new Pages(
            client,
            partner,
            WAIT,
            recorder.poll(Channel.walk(partner.id(), "walk")),
            progress.channel(partner.id(), ChannelKind.WALK)::seen),
        time);
  }

  @Override
  public void run() throws InterruptedException {
    while (!time.isOver()) {
      if (pages.next() == Pages.Step.FAILED) {
        var _ = time.sleep(PAUSE);
      }
    }
  }

  /**
   * Reads a partner's history as it is now, to its end.
   *
   * @throws IllegalStateException if two minutes long no request succeeds
   */
  public static void history(HttpClient client, Partner partner, Recorder recorder, Time time)
      throws InterruptedException {
    Pages pages =
        new Pages(
            client, partner, Duration.ZERO, recorder.poll(Channel.history(partner.id())), _ -> {});
    int failures = 0;
    Pages.Step step = pages.next();
    while (step != Pages.Step.END) {
      failures = step == Pages.Step.FAILED ? failures + 1 : 0;
      if (failures == FAILURES || (failures > 0 && !time.sleep(PAUSE))) {
        throw new IllegalStateException("The history of " + partner + " cannot be read");
      }
      step = pages.next();
    }
  }
}
