package io.orderwire.verify.inject;

import io.orderwire.processes.Clock;
import io.orderwire.processes.Disk;
import io.orderwire.processes.Link;
import io.orderwire.processes.Part;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.nemesis.Role;
import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each kind of fault does. */
final class Harms {
  private static final Duration LATE = Duration.ofMillis(100);
  private static final double LOST = 0.1;
  private static final Duration FROZEN = Duration.ofMillis(700);
  private static final Duration THAWED = Duration.ofMillis(300);

  /** What a clock is set to: for a long time, and so that sessions and leases would end or not. */
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofSeconds(40),
          Duration.ofSeconds(-40));

  private Harms() {}

  /**
   * What a fault does.
   *
   * @param peer the other process, of a fault between two
   * @param outlook finds its moment
   * @throws IllegalArgumentException if the process cannot be harmed so
   */
  static Harm of(PlannedFault fault, Site site, @Nullable Site peer, Outlook outlook, Time time) {
    Part part = site.part();
    return switch (fault.kind()) {
      case KILL, KILL_CONTROLLER -> new Ending(part::kill);
      case RESTART, ROLLING_RESTART -> new Ending(part::close);
      case PAUSE, PAUSE_CONTROLLER -> new Halt(part);
      case PARTITION -> {
        if (peer == null) {
          throw new IllegalArgumentException("a partition is between two: " + fault);
        }
        yield new Disturbance(site.linksWith(peer), Link.State.cut());
      }
      case DELAY -> new Disturbance(site.links(), Link.State.late(LATE));
      case LOSS -> new Disturbance(site.links(), Link.State.lossy(LOST));
      case DISK_FULL -> new FullDisk(site.ownDisk());
      case SLOW_DISK -> new SlowDisk(site.ownDisk());
      case CLOCK_JUMP -> new Jump(site.ownClock(), JUMPS.get(any(fault, JUMPS.size())));
      case KILL_AT_COMMIT -> new AtCommit(part, outlook, writtenBy(fault.target().role()));
      case KILL_AT_DELIVERY -> new AtDelivery(part, outlook, any(fault, 2) == 1);
      case KILL_IN_RESTORE ->
          new InRestore(part, site.ownState(), fault.lasting().toMillis(), time);
      case STATE_LOSS -> new Loss(part, site.ownState());
      case STATE_DAMAGE -> new Damage(part, site.ownState(), fault.lasting().toNanos());
    };
  }

  /** The topic that a process writes to in transactions. */
  private static String writtenBy(Role role) {
    return role == Role.PROCESSOR
        ? TopicCatalogue.HISTORY.topicName()
        : TopicCatalogue.POSITIONS.topicName();
  }

  /** Something that the seed has chosen. */
  private static int any(PlannedFault fault, int count) {
    return (int) (fault.lasting().toMillis() % count);
  }

  /** The process ends. */
  private record Ending(Runnable way) implements Harm {
    @Override
    public void begin() {
      way.run();
    }

    @Override
    public void end() {
      // Others start it again.
    }
  }

  private record Halt(Part part) implements Harm {
    @Override
    public void begin() throws IOException, InterruptedException {
      part.halt();
    }

    @Override
    public void end() throws IOException, InterruptedException {
      part.goOn();
    }
  }

  private record Disturbance(List<Link> links, Link.State state) implements Harm {
    @Override
    public void begin() {
      links.forEach(link -> link.set(state));
    }

    @Override
    public void end() {
      links.forEach(link -> link.set(Link.State.SOUND));
    }
  }

  private record FullDisk(Disk disk) implements Harm {
    @Override
    public void begin() throws IOException, InterruptedException {
      disk.fill();
    }

    @Override
    public void end() throws IOException {
      disk.empty();
    }
  }

  /** A disk that again and again stands still, and then does what has gathered. */
  private record SlowDisk(Disk disk) implements Harm {
    @Override
    public void begin() {
      // It stands still while this lasts.
    }

    @Override
    public void last(Duration time, Time now) throws IOException, InterruptedException {
      Duration until = now.now().plus(time);
      boolean goesOn = true;
      while (goesOn && now.now().compareTo(until) < 0) {
        disk.freeze();
        try {
          goesOn = now.sleep(FROZEN);
        } finally {
          disk.thaw();
        }
        goesOn = goesOn && now.sleep(THAWED);
      }
    }

    @Override
    public void end() {
      // It was let go on each time.
    }
  }

  private record Jump(Clock clock, Duration ahead) implements Harm {
    @Override
    public void begin() throws IOException {
      clock.set(ahead);
    }

    @Override
    public void end() throws IOException {
      clock.set(Duration.ZERO);
    }
  }

  private record Loss(Part part, Path state) implements Harm {
    @Override
    public void begin() throws IOException {
      part.kill();
      StateFiles.delete(state);
    }

    @Override
    public void end() {
      // It makes its state again.
    }
  }

  /** As by a disk that lies: after a crash, or after an orderly end that left all written. */
  private record Damage(Part part, Path state, long seed) implements Harm {
    @Override
    public void begin() throws IOException {
      if (seed % 2 == 0) {
        part.kill();
      } else {
        part.close();
      }
      StateFiles.damage(state, seed);
    }

    @Override
    public void end() {
      // It makes its state again.
    }
  }
}
