package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.Sequencing;
import io.orderwire.processor.history.topology.Sequencing.Phase;
import java.util.TreeSet;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * The sequencer between start and stop of its process. Starting may take as long as Kafka and the
 * registry are away; a stop ends the waiting.
 */
final class SequencingProcess implements ApplicationRunner, SmartLifecycle {
  private final Sequencing sequencing;
  private final StoppablePause pause;
  private final MeteredTally tally;
  private volatile boolean running;

  SequencingProcess(Sequencing sequencing, StoppablePause pause, MeteredTally tally) {
    this.sequencing = sequencing;
    this.pause = pause;
    this.tally = tally;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    sequencing.start();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    pause.stop();
    sequencing.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * Up while every assigned partition is taken care of. A partition that waits for the schema
   * registry is named, and takes nothing away: no other process could do more.
   */
  HealthIndicator readiness() {
    return () -> health(sequencing.phase() == Phase.RUNNING);
  }

  /** Up unless it failed for good. */
  HealthIndicator liveness() {
    return () -> health(sequencing.phase() != Phase.FAILED);
  }

  private Health health(boolean up) {
    return (up ? Health.up() : Health.down())
        .withDetail("phase", sequencing.phase().name())
        .withDetail("partitions_waiting_for_registry", new TreeSet<>(tally.waiting()))
        .build();
  }
}
