package io.orderwire.delivery.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;

/**
 * Counts what is logged, by level, under the name that Micrometer's own {@code LogbackMetrics} has.
 * That one is a filter which is also asked whether debug messages are wanted, by Jetty some ten
 * times a request: 4 to 8 % of what polling takes. Safe for many threads.
 */
final class LogEventMetrics extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AutoCloseable {
  private final Counter errors;
  private final Counter warnings;
  private final Counter infos;
  private final Counter debugs;
  private final Counter traces;
  private final LoggerContext loggers;

  /** Counts from now on, what comes to the root logger. */
  LogEventMetrics(MeterRegistry meters, LoggerContext loggers) {
    errors = counter(meters, "error");
    warnings = counter(meters, "warn");
    infos = counter(meters, "info");
    debugs = counter(meters, "debug");
    traces = counter(meters, "trace");
    this.loggers = loggers;
    setContext(loggers);
    setName("metrics");
    start();
    loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this);
  }

  private static Counter counter(MeterRegistry meters, String level) {
    return Counter.builder("logback.events")
        .tag("level", level)
        .description("Number of log events that were enabled by the effective log level")
        .baseUnit("events")
        .register(meters);
  }

  @Override
  protected void append(ILoggingEvent event) {
    switch (event.getLevel().toInt()) {
      case Level.ERROR_INT -> errors.increment();
      case Level.WARN_INT -> warnings.increment();
      case Level.INFO_INT -> infos.increment();
      case Level.DEBUG_INT -> debugs.increment();
      default -> traces.increment();
    }
  }

  /** Counts no more. */
  @Override
  public void close() {
    loggers.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
    stop();
  }
}
