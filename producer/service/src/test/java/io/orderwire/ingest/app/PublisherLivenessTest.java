package io.orderwire.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PublisherLivenessTest {

  @Test
  void a_process_whose_publisher_a_bug_has_ended_is_to_be_replaced() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class))
        .run(
            context -> {
              AtomicBoolean broken = new AtomicBoolean();
              PublisherLiveness liveness =
                  new PublisherLiveness(
                      context.getBean(ApplicationAvailability.class), broken::get);
              AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
              assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);

              broken.set(true);

              assertThat(liveness.health().getStatus()).isEqualTo(Status.DOWN);
            });
  }
}
