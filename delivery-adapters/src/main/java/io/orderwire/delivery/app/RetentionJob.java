package io.orderwire.delivery.app;

import io.orderwire.delivery.command.CommandLog.CommandsUnavailableException;
import io.orderwire.delivery.command.Retention;
import io.orderwire.delivery.command.RetentionRules;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again, in a thread of its own, whether histories are to be trimmed. */
final class RetentionJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

  private final RetentionSettings settings;
  private final Retention retention;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention").factory());

  RetentionJob(RetentionSettings settings, Retention retention) {
    this.settings = settings;
    this.retention = retention;
  }

  /** Begins, unless everything is kept. */
  void start() {
    RetentionRules rules = settings.rules();
    if (!rules.keepsAll()) {
      LOG.info("Kept of each history: {}", rules.general());
      new TreeMap<>(rules.own())
          .forEach((partnerId, rule) -> LOG.info("Kept of {} instead: {}", partnerId, rule));
      long every = settings.every().toMillis();
      var _ = thread.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      int written = retention.look();
      if (written > 0) {
        LOG.info("{} histories are trimmed", written);
      }
    } catch (CommandsUnavailableException e) {
      LOG.warn("Histories could not be trimmed; the next look goes on", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Out of this, nothing would run again.
      LOG.error("A defect: histories were not trimmed at this look", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
