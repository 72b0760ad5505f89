package io.orderwire.ingest.app;

import java.util.function.BooleanSupplier;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.application.LivenessStateHealthIndicator;

/** Liveness that ends with the publisher: once a bug has ended it, only a new process helps. */
final class PublisherLiveness extends LivenessStateHealthIndicator {

  private final BooleanSupplier broken;

  PublisherLiveness(ApplicationAvailability availability, BooleanSupplier broken) {
    super(availability);
    this.broken = broken;
  }

  @Override
  protected AvailabilityState getState(ApplicationAvailability availability) {
    return broken.getAsBoolean() ? LivenessState.BROKEN : super.getState(availability);
  }
}
