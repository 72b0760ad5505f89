package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class LogEventMetricsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoggerContext loggers = new LoggerContext();

  private double count(String level) {
    return meters.get("logback.events").tag("level", level).counter().count();
  }

  @Test
  void counts_what_is_logged_by_its_level() {
    Logger logger = loggers.getLogger("some.class");
    logger.setLevel(Level.TRACE);
    try (var _ = new LogEventMetrics(meters, loggers)) {
      logger.error("1");
      logger.warn("2");
      logger.warn("3");
      logger.info("4");
      logger.debug("5");
      logger.trace("6");
    }
    logger.error("after");
    assertThat(count("error")).isEqualTo(1);
    assertThat(count("warn")).isEqualTo(2);
    assertThat(count("info")).isEqualTo(1);
    assertThat(count("debug")).isEqualTo(1);
    assertThat(count("trace")).isEqualTo(1);
  }

  @Test
  void does_not_count_what_is_only_asked_for_or_not_wanted() {
    Logger logger = loggers.getLogger("some.class");
    logger.setLevel(Level.WARN);
    try (var _ = new LogEventMetrics(meters, loggers)) {
      assertThat(logger.isWarnEnabled()).isTrue();
      logger.info("no");
    }
    assertThat(count("warn")).isZero();
    assertThat(count("info")).isZero();
  }
}
