package io.orderwire.verify.produce;

import io.orderwire.processes.LocalSystem;
import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.Time;
import io.orderwire.verify.workload.Send;
import io.orderwire.verify.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One producer of a workload: every other one by the SDK, every other one by HTTP. */
public final class ProducerLoop {
  private static final int MOST_AT_ONCE = 200;

  private final Schedule schedule;
  private final SendLog log;
  private final RawSender raw;
  private final Way way;

  private ProducerLoop(Schedule schedule, SendLog log, RawSender raw, Way way) {
    this.schedule = schedule;
    this.log = log;
    this.raw = raw;
    this.way = way;
  }

  /**
   * A producer that has sent nothing.
   *
   * @param number which of the workload's
   * @param end when it sends no more, since the run began
   */
  public static ProducerLoop of(
      Workload workload,
      int number,
      LocalSystem system,
      RawSender raw,
      Recorder recorder,
      Progress progress,
      Time time,
      Duration end) {
    boolean bySdk = number % 2 == 0;
    SendLog log = new SendLog(recorder, progress, (bySdk ? "sdk-" : "http-") + number);
    Way way =
        bySdk
            ? new SdkWay(system.bootstrapServers(), system.registryUrl(), log, time)
            : new HttpWay(system.ingestUrl(), system.serviceKey(), log, time);
    return new ProducerLoop(new Schedule(workload.sends(number), time, end), log, raw, way);
  }

  /** Sends all, each when it is due, and returns when all is decided or the run is to end. */
  public void run() throws InterruptedException {
    try (way) {
      List<Send> due = schedule.awaitDue(MOST_AT_ONCE);
      while (!due.isEmpty()) {
        send(due);
        due = schedule.awaitDue(MOST_AT_ONCE);
      }
    }
  }

  private void send(List<Send> due) throws InterruptedException {
    List<Send> events = new ArrayList<>();
    for (Send send : due) {
      switch (send.expectation()) {
        case APPENDED, DUPLICATE, EVENT_ID_REUSED -> events.add(send);
        case UNDECODABLE, INVALID, KEY_MISMATCH -> raw.send(log.sending(send));
      }
    }
    if (!events.isEmpty()) {
      way.send(events);
    }
  }
}
