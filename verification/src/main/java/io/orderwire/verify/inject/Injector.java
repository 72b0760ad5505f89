package io.orderwire.verify.inject;

import static java.util.Comparator.comparingInt;

import io.orderwire.embedded.StartException;
import io.orderwire.processes.Clock;
import io.orderwire.processes.Disk;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.nemesis.Target;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Injects planned faults. A fault is over when its process serves again, so one that takes long to
 * recover may be hit by the next fault later than planned, never at the same time.
 */
public final class Injector {
  private static final String ENDED = "ended-by-itself";
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Map<Target, Site> sites;
  private final Map<Target, Victim> victims;
  private final Recorder recorder;
  private final Time time;
  private final Outlook outlook;
  private final Consumer<String> progress;
  private final Set<String> present = new ConcurrentSkipListSet<>();

  /**
   * For these processes.
   *
   * @param outlook finds the moments of faults that have one
   * @param progress takes lines for people
   */
  public Injector(
      Map<Target, Site> sites,
      Recorder recorder,
      Time time,
      Outlook outlook,
      Consumer<String> progress) {
    this.sites = Map.copyOf(sites);
    this.victims =
        sites.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> new Victim(entry.getValue().part(), time, progress)));
    this.recorder = recorder;
    this.time = time;
    this.outlook = outlook;
    this.progress = progress;
  }

  /**
   * Does nothing if all of these can be injected here.
   *
   * @throws IllegalArgumentException naming those that cannot, with what they need; for people
   */
  public static void requirePossible(Collection<FaultKind> kinds) {
    if (kinds.stream().anyMatch(FaultKind::needsDisk) && !Disk.isPossible()) {
      throw new IllegalArgumentException(
          "disk-full and slow-disk need Linux, root, e2fsprogs and util-linux: name the other faults");
    }
    if (kinds.contains(FaultKind.CLOCK_JUMP) && Clock.library().isEmpty()) {
      throw new IllegalArgumentException(
          "clock-jump needs libfaketime (Debian: apt-get install libfaketime): install it, or name"
              + " the other faults");
    }
  }

  /**
   * Injects all, each at its time, and returns when all processes serve again or the run is to end.
   *
   * @throws InjectionFailedException if a process could not be harmed or healed
   */
  public void run(List<PlannedFault> plan) throws InterruptedException {
    List<Future<?>> faults = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (PlannedFault fault : plan) {
        if (!time.sleepUntil(fault.at())) {
          break;
        }
        requireSound(faults);
        faults.add(
            threads.submit(
                () -> {
                  inject(fault);
                  return null;
                }));
      }
      for (Future<?> fault : faults) {
        fault.get();
      }
    } catch (ExecutionException e) {
      throw new InjectionFailedException("A fault could not be injected or healed", e.getCause());
    }
  }

  /**
   * Starts again what ends by itself, as whatever runs services does; each time counts as a fault.
   * Returns when the run is to end.
   *
   * @throws StartException if a process does not start any more
   */
  public void supervise() throws InterruptedException {
    while (time.sleep(LOOK)) {
      for (Map.Entry<Target, Victim> entry : victims.entrySet()) {
        String target = entry.getKey().toString();
        entry
            .getValue()
            .keep(
                () -> {
                  tell(target + " has ended by itself, and is started again");
                  return began(ENDED, target);
                });
      }
    }
  }

  /** Fails now, and not when all faults are over, where one has failed. */
  private static void requireSound(List<Future<?>> faults)
      throws ExecutionException, InterruptedException {
    for (Future<?> fault : faults) {
      if (fault.isDone()) {
        fault.get();
      }
    }
  }

  /** The faults that last now, for people. */
  public String present() {
    return present.isEmpty() ? "none" : String.join(", ", present);
  }

  private void inject(PlannedFault fault) throws IOException, InterruptedException {
    if (fault.kind() != FaultKind.ROLLING_RESTART) {
      inject(fault, fault.kind().isOfController() ? controller(fault.target()) : fault.target());
      return;
    }
    for (Target each : sites.keySet().stream().sorted(comparingInt(Target::number)).toList()) {
      if (each.role() == fault.target().role()) {
        inject(fault, each);
      }
    }
  }

  /** The active controller as it is now; where nobody tells, another broker. */
  private Target controller(Target otherwise) throws InterruptedException {
    try {
      return new Target(Role.BROKER, outlook.controller());
    } catch (IOException e) {
      tell("which broker is the controller is not known: " + e.getMessage());
      return otherwise;
    }
  }

  private void inject(PlannedFault fault, Target target) throws IOException, InterruptedException {
    Site site = sites.get(target);
    Victim victim = victims.get(target);
    if (site == null || victim == null) {
      throw new IllegalArgumentException("no such process: " + target);
    }
    Target other = fault.peer();
    String targets = other == null ? target.toString() : fault.targets();
    String what = fault.kind().code() + " " + targets;
    victim.suffer(
        Harms.of(fault, site, other == null ? null : sites.get(other), outlook, time),
        fault.lasting(),
        () -> {
          double seconds = fault.lasting().toMillis() / 1e3;
          tell(String.format(Locale.ROOT, "fault: %s for %.1f s", what, seconds));
          return began(fault.kind().code(), targets);
        });
  }

  /** Records that a fault begins; gives what to call when it is over. */
  private Runnable began(String kind, String target) {
    String what = kind + " " + target;
    present.add(what);
    int fault = recorder.faultBegan(kind, target);
    return () -> {
      recorder.faultEnded(fault);
      present.remove(what);
      tell("over: " + what);
    };
  }

  private void tell(String sentence) {
    progress.accept(String.format(Locale.ROOT, "%4d s: %s", time.now().toSeconds(), sentence));
  }
}
