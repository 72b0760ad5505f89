package io.orderwire.processor.app;

import io.orderwire.processor.history.topology.Sequencing;
import io.orderwire.schemas.registry.RegistryClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Starts sequencing in a thread of its own, so that health answers while Kafka is awaited, and
 * stops it with the process. If it fails for good, the process ends with status 1.
 */
final class SequencingLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SequencingLifecycle.class);

  private final Sequencing sequencing;
  private final StopSignal stop;
  private final RegistryClient registry;
  private final ConfigurableApplicationContext context;
  private volatile @Nullable Thread starter;

  SequencingLifecycle(
      Sequencing sequencing,
      StopSignal stop,
      RegistryClient registry,
      ConfigurableApplicationContext context) {
    this.sequencing = sequencing;
    this.stop = stop;
    this.registry = registry;
    this.context = context;
  }

  @Override
  public void start() {
    starter = Thread.ofPlatform().name("sequencing-start").start(this::run);
  }

  private void run() {
    try {
      sequencing.start();
    } catch (RuntimeException e) {
      LOG.error("The processor cannot run: {}", e.getMessage(), e);
      end(context);
    }
  }

  /** Ends the process with status 1, from a thread that nobody waits for. */
  static void end(ConfigurableApplicationContext context) {
    AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    Thread.ofPlatform()
        .name("failed")
        .start(() -> Runtime.getRuntime().exit(SpringApplication.exit(context, () -> 1)));
  }

  @Override
  public void stop() {
    stop.stop();
    registry.close();
    Thread started = starter;
    if (started != null) {
      started.interrupt();
      try {
        started.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    sequencing.close();
    starter = null;
  }

  @Override
  public boolean isRunning() {
    return starter != null;
  }
}
