package io.orderwire.verify.run;

import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.verify.inject.Injector;
import io.orderwire.verify.inject.SystemOutlook;
import io.orderwire.verify.nemesis.PlannedFault;
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
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.record.Recording;
import io.orderwire.verify.time.RunTime;
import io.orderwire.verify.workload.Workload;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A workload for some partners of a system that runs, with faults meanwhile, and what these
 * partners saw. Can be made once; a system can have several, one after the other, with partners of
 * their own.
 */
final class Trial implements AutoCloseable {
  private static final Duration TELL = Duration.ofSeconds(10);
  private static final Duration BLINK = Duration.ofMillis(200);
  private static final Duration LATE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STILL = Duration.ofMinutes(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final LocalSystem system;
  private final Load load;
  private final Consumer<String> say;
  private final RunTime time = new RunTime(System::nanoTime);
  private final Recorder recorder = new Recorder(System::nanoTime);
  private final Progress progress;
  private final Hold hold = new Hold();
  private final SystemOutlook outlook;
  private final Injector injector;

  /**
   * Nothing is sent.
   *
   * @param say takes lines for people, from any thread
   */
  Trial(LocalSystem system, Load load, Consumer<String> say) {
    this.system = system;
    this.load = load;
    this.say = say;
    progress = new Progress(load.partnerIds());
    outlook =
        new SystemOutlook(system.bootstrapServers(), hold, TopicCatalogue.HISTORY.partitions());
    injector = new Injector(Sites.of(system), recorder, time, outlook, say);
  }

  /**
   * What is sent, and what goes wrong.
   *
   * @param partnerIds partners that are not registered yet
   * @param workload for them
   * @param duration how long it is sent
   * @param pausing how long partners pause their endpoints now and then, 0 for not at all
   * @param faults by when they begin
   * @param seed of the endpoints' tempers, and of when they are paused
   */
  record Load(
      List<String> partnerIds,
      Workload workload,
      Duration duration,
      Duration pausing,
      List<PlannedFault> faults,
      long seed) {

    /** Copies the lists. */
    Load {
      partnerIds = List.copyOf(partnerIds);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Sends all, with the faults, and gives what was seen when all has come to all, or nothing comes
   * any more.
   *
   * @throws io.orderwire.processes.RunFailedException if it cannot be made to its end
   */
  Recording run() throws IOException, InterruptedException {
    try (Receiver receiver = new Receiver(recorder, progress, time, load.seed(), hold, say);
        Crew readers = new Crew("readers");
        Crew watch = new Crew("watch")) {
      Partners partners = new Partners(system, receiver, time);
      partners.register(load.partnerIds());
      HttpClient client = client();
      say.accept("Sending for " + load.duration().toSeconds() + " s …");
      time.begin();
      recorder.begin();
      for (Reader reader : partners.readers(client, recorder, progress)) {
        readers.start(reader::run);
      }
      readers.start(partners.pauses(client, recorder, load.pausing(), load.seed())::run);
      watch.start(this::tell);
      watch.start(injector::supervise);
      watch.start(this::noteStandstills);
      attack();
      awaitQuiet(readers, watch);
      say.accept("Reading the histories …");
      for (Partner partner : partners.all()) {
        Walk.history(client, partner, recorder, time);
      }
      HistoryTopic.read(system.bootstrapServers(), system.registryUrl(), recorder);
      // What came into a history while it was read has to come to the other channels, too.
      var _ = time.sleep(SETTLE);
      time.end();
    }
    return recorder.recording();
  }

  /** Sends all, with faults; returns when all is sent and healed. */
  private void attack() throws InterruptedException {
    Workload workload = load.workload();
    try (RawSender raw = new RawSender(system.bootstrapServers(), system.registryUrl());
        Crew producers = new Crew("producers");
        Crew faults = new Crew("faults")) {
      for (int number = 0; number < workload.producers(); number++) {
        ProducerLoop producer =
            ProducerLoop.of(
                workload, number, system, raw, recorder, progress, time, load.duration());
        producers.start(producer::run);
      }
      faults.start(() -> injector.run(load.faults()));
      faults.join();
      producers.join();
    }
  }

  private void awaitQuiet(Crew readers, Crew watch) throws InterruptedException {
    if (time.isOver()) {
      throw new InterruptedException("stopped");
    }
    say.accept("Waiting until all has come to all …");
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
      say.accept("Not all has come:");
      progress.describeMissing().forEach(line -> say.accept("  " + line));
    }
    var _ = time.sleep(SETTLE);
  }

  private void tell() throws InterruptedException {
    while (time.sleep(TELL)) {
      say.accept(
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

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** Gives the sign to end; may be called by any thread, and more than once. */
  void end() {
    time.end();
  }

  /** Ends it, when the system is stopped or nobody is to ask it any more. */
  @Override
  public void close() {
    end();
    outlook.close();
  }
}
