package io.orderwire.ingest.app;

import io.orderwire.ingest.Destination;
import io.orderwire.ingest.IngestObserver;
import io.orderwire.ingest.http.ServiceState;
import io.orderwire.producer.BackPressure;
import io.orderwire.producer.OrderEventPublisher;
import io.orderwire.producer.SerializationFailedException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.SmartLifecycle;

/**
 * The service between start and stop. Ready when broker and registry have answered; told to stop
 * before the web server is, so that streams end with an answer.
 */
final class RunningService implements ServiceState, ApplicationRunner, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RunningService.class);

  private final OrderEventPublisher publisher;
  private final BrokerWatch broker;
  private final IngestSettings settings;
  private final IngestObserver observer;
  private volatile boolean prepared;
  private volatile boolean running;
  private volatile boolean stopping;

  RunningService(
      OrderEventPublisher publisher,
      BrokerWatch broker,
      IngestSettings settings,
      IngestObserver observer) {
    this.publisher = publisher;
    this.broker = broker;
    this.settings = settings;
    this.observer = observer;
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    broker.awaitTopic();
    while (!prepared && !stopping) {
      try {
        publisher.prepare();
        prepared = true;
        log.info("Producer service is ready");
      } catch (SerializationFailedException failure) {
        if (!failure.isRetriable()) {
          throw failure;
        }
        log.warn("Waiting for the schema registry: {}", failure.getMessage());
      }
    }
  }

  @Override
  public boolean isReady() {
    return prepared && broker.isUp();
  }

  @Override
  public boolean isBrokerAway() {
    Duration silence = publisher.stats().stalledFor();
    return !broker.isUp() || silence.compareTo(settings.brokerAwayAfter()) > 0;
  }

  @Override
  public Destination forOneBody() {
    return publisher.newStream(BackPressure.block(settings.bodyWait()))::publish;
  }

  @Override
  public Destination forStream() {
    return publisher.newStream(BackPressure.block(settings.streamWait()))::publish;
  }

  @Override
  public IngestObserver observer() {
    return observer;
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    stopping = true;
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped before the web server's graceful shutdown, which has a lower phase. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
