package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.Sequencing;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up only while every assigned partition is sequenced and none waits. Part of readiness. */
final class SequencingHealth implements HealthIndicator {
  private final Sequencing sequencing;
  private final MeteredTally tally;

  SequencingHealth(Sequencing sequencing, MeteredTally tally) {
    this.sequencing = sequencing;
    this.tally = tally;
  }

  @Override
  public Health health() {
    Sequencing.Phase phase = sequencing.phase();
    Health.Builder health =
        phase == Sequencing.Phase.RUNNING && !tally.isWaiting() ? Health.up() : Health.down();
    return health
        .withDetail("phase", phase)
        .withDetail("waitsForRegistry", tally.isWaiting())
        .build();
  }
}
