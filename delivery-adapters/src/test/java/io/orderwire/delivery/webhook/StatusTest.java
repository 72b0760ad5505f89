package io.orderwire.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
  /** Loops are begun anew where a state began at another time. */
  @Test
  void its_times_are_as_they_are_stored() {
    Instant time = Instant.parse("2026-03-01T08:00:00.123456789Z");
    Instant stored = Instant.parse("2026-03-01T08:00:00.123Z");

    assertThat(new Status(Status.State.ACTIVE, Optional.empty(), time, Optional.of(time)))
        .isEqualTo(new Status(Status.State.ACTIVE, Optional.empty(), stored, Optional.of(stored)));
  }
}
