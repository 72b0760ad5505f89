package io.orderwire.verify.run;

import io.orderwire.processes.LocalSystem;
import io.orderwire.processes.OwnRun;
import io.orderwire.processes.Part;
import io.orderwire.processes.RunFailedException;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.verify.check.Checks;
import io.orderwire.verify.check.Report;
import io.orderwire.verify.inject.Injector;
import io.orderwire.verify.inject.SystemOutlook;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.produce.ProducerLoop;
import io.orderwire.verify.produce.RawSender;
import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.progress.Quiet;
import io.orderwire.verify.read.HistoryTopic;
import io.orderwire.verify.read.Hold;
import io.orderwire.verify.read.Partner;
import io.orderwire.verify.read.Reader;
import io.orderwire.verify.read.Receiver;
import io.orderwire.verify.read.Walk;
import io.orderwire.verify.record.Counts;
import io.orderwire.verify.record.Outcome;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.time.RunTime;
import io.orderwire.verify.workload.Workload;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run, from the start of a system to the verdict. */
final class VerificationRun extends OwnRun<VerificationRun.Verdict> {
  private static final LocalSystem.Heaps HEAPS = new LocalSystem.Heaps(512, 256, 512);

  /** Short, so that two failures in a row do not hold up an endpoint for longer than a run. */
  private static final String RETRIES =
      "--orderwire.webhooks.retry-schedule=200ms,500ms,1s,2s,5s,5s,5s,5s,5s,5s,5s,5s";

  private static final Duration TELL = Duration.ofSeconds(10);
  private static final Duration BLINK = Duration.ofMillis(200);
  private static final Duration LATE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STILL = Duration.ofMinutes(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final int MOST_KEPT = 10;

  private final RunSettings settings;
  private final LocalSystem system;
  private final RunTime time = new RunTime(System::nanoTime);
  private final Recorder recorder = new Recorder(System::nanoTime);
  private final Progress progress;
  private final Hold hold = new Hold();
  private final SystemOutlook outlook;
  private final Injector injector;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Nothing is started.
   *
   * @param directory for data and logs
   * @param say takes lines for people, from any thread
   */
  VerificationRun(RunSettings settings, Path directory, Consumer<String> say) {
    super(say);
    this.settings = settings;
    system =
        new LocalSystem(
            directory,
            HEAPS,
            LocalSystem.Settings.ofAdapters(List.of(RETRIES)),
            new LocalSystem.Instances(
                settings.brokers(), settings.processors(), settings.adapters()),
            settings.exposure());
    progress = new Progress(settings.partnerIds());
    outlook =
        new SystemOutlook(system.bootstrapServers(), hold, TopicCatalogue.HISTORY.partitions());
    injector = new Injector(Sites.of(system), recorder, time, outlook, say);
  }

  /** What a run has tried and found. */
  record Verdict(Counts counts, Report report) {}

  @Override
  protected Verdict run() throws IOException, InterruptedException {
    say("Starting a system …");
    system.start();
    try (Receiver receiver =
            new Receiver(recorder, progress, time, settings.seed(), hold, this::say);
        Crew readers = new Crew("readers");
        Crew watch = new Crew("watch")) {
      Partners partners = new Partners(system, receiver, time);
      partners.register(settings.partnerIds());
      HttpClient client = client();
      say("Sending for " + settings.duration().toMinutes() + " min …");
      time.begin();
      recorder.begin();
      for (Reader reader : partners.readers(client, recorder, progress)) {
        readers.start(reader::run);
      }
      readers.start(partners.pauses(client, recorder, settings.duration(), settings.seed())::run);
      watch.start(this::tell);
      watch.start(injector::supervise);
      watch.start(this::noteStandstills);
      attack();
      awaitQuiet(readers, watch);
      say("Reading the histories …");
      for (Partner partner : partners.all()) {
        Walk.history(client, partner, recorder, time);
      }
      HistoryTopic.read(system.bootstrapServers(), system.registryUrl(), recorder);
      // What came into a history while it was read has to come to the other channels, too.
      var _ = time.sleep(SETTLE);
    }
    say("Checking …");
    Recording recording = recorder.recording();
    Counts counts = recording.counts();
    requireTried(counts, settings.faults());
    return new Verdict(counts, Checks.run(recording, MOST_KEPT));
  }

  /** Sends all, with faults; returns when all is sent and healed. */
  private void attack() throws InterruptedException {
    Workload workload = settings.workload();
    try (RawSender raw = new RawSender(system.bootstrapServers(), system.registryUrl());
        Crew producers = new Crew("producers");
        Crew faults = new Crew("faults")) {
      for (int number = 0; number < workload.producers(); number++) {
        ProducerLoop producer =
            ProducerLoop.of(
                workload, number, system, raw, recorder, progress, time, settings.duration());
        producers.start(producer::run);
      }
      faults.start(() -> injector.run(settings.plan()));
      faults.join();
      producers.join();
    }
  }

  private void awaitQuiet(Crew readers, Crew watch) throws InterruptedException {
    if (time.isOver()) {
      throw new InterruptedException("stopped");
    }
    say("Waiting until all has come to all …");
    Duration until = time.now().plus(LONGEST_WAIT);
    Quiet quiet = new Quiet(STILL);
    Quiet.State state = Quiet.State.MOVING;
    while (state == Quiet.State.MOVING && time.now().compareTo(until) < 0) {
      if (!time.sleep(LOOK)) {
        throw new InterruptedException("stopped");
      }
      readers.requireSound();
      watch.requireSound();
      state = quiet.look(time.now(), progress.moves(), progress.isComplete());
    }
    if (state != Quiet.State.COMPLETE) {
      say("Not all has come:");
      progress.describeMissing().forEach(line -> say("  " + line));
    }
    var _ = time.sleep(SETTLE);
  }

  private void tell() throws InterruptedException {
    while (time.sleep(TELL)) {
      say(
          "%4d s: %s; fault now: %s"
              .formatted(time.now().toSeconds(), progress.describe(), injector.present()));
    }
  }

  /** Where this thread cannot run in time, neither can a process of the system. */
  private void noteStandstills() throws InterruptedException {
    Duration before = time.now();
    while (time.sleep(BLINK)) {
      Duration now = time.now();
      Duration late = now.minus(before).minus(BLINK);
      if (late.compareTo(LATE) > 0) {
        recorder.stoodStill(late);
      }
      before = now;
    }
  }

  /**
   * Guarantees hold where nothing was tried, too.
   *
   * @throws RunFailedException if nothing was acknowledged, or no fault injected but some wanted
   */
  static void requireTried(Counts counts, Set<FaultKind> wanted) {
    if (counts.events().getOrDefault(Outcome.ACKNOWLEDGED, 0L) == 0) {
      throw new RunFailedException("No event was acknowledged");
    }
    if (counts.faults().isEmpty() && !wanted.isEmpty()) {
      throw new RunFailedException("No fault was injected");
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  @Override
  public void close() {
    time.end();
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    for (Part part : system.parts().values()) {
      try {
        if (part.runningPid().isPresent()) {
          part.goOn(); // where it is halted it could not end
        }
      } catch (IOException e) {
        say("The " + part.name() + " cannot be let go on: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    system.close();
    outlook.close();
  }
}
