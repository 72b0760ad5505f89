package io.orderwire.processor.history.topology;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.LocalCopy;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequencer as a whole: waits for Kafka and the registry, makes topics, checks the state, runs.
 *
 * <p>{@link #start} blocks and is called once; {@link #phase} may be asked and {@link #close}
 * called by any thread.
 */
public final class Sequencing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencing.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Executor REGISTRY_THREADS =
      task -> {
        Thread _ = Thread.ofVirtual().name("orderwire-registry").start(task);
      };
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  /** How far it is. */
  public enum Phase {
    /** Waiting for Kafka. */
    AWAITING_KAFKA,
    /** Waiting for the schema registry. */
    AWAITING_REGISTRY,
    /** Partitions are being assigned or restored. */
    ASSIGNING,
    /** Every assigned partition is being sequenced. */
    RUNNING,
    /** It was closed. */
    CLOSED,
    /** It failed for good. */
    FAILED
  }

  private final SequencingSettings settings;
  private final ClientProperties properties;
  private final RegistryClient registry;
  private final InstantSource clock;
  private final Pause pause;
  private final Tally tally;
  private final MeterRegistry meters;
  private final Runnable onFailure;
  private final SequencerFaults faults;
  private volatile Phase preparing = Phase.AWAITING_KAFKA;
  private volatile @Nullable Running running;

  /**
   * Prepares, without a connection yet.
   *
   * @param registry a client that remembers what it was told; the caller's to close
   * @param clock for the record in verdicts, to count failures and to space questions to the
   *     registry; never for an outcome
   * @param onFailure called once, by a thread of Kafka Streams, if it fails for good
   */
  public Sequencing(
      SequencingSettings settings,
      RegistryClient registry,
      InstantSource clock,
      Pause pause,
      Tally tally,
      MeterRegistry meters,
      Runnable onFailure) {
    this(settings, registry, clock, pause, tally, meters, onFailure, SequencerFaults.NONE);
  }

  Sequencing(
      SequencingSettings settings,
      RegistryClient registry,
      InstantSource clock,
      Pause pause,
      Tally tally,
      MeterRegistry meters,
      Runnable onFailure,
      SequencerFaults faults) {
    this.settings = settings;
    this.properties = new ClientProperties(settings);
    this.registry = registry;
    this.clock = clock;
    this.pause = pause;
    this.tally = tally;
    this.meters = meters;
    this.onFailure = onFailure;
    this.faults = faults;
  }

  /**
   * Starts; returns once the stream threads were started, or early if it was told to stop.
   *
   * @throws RefusedToStartException if going on could break a history
   * @throws io.orderwire.schemas.MovedTopicsException if a move into or away from the topics says
   *     that they are not to be used
   * @throws io.orderwire.schemas.ForeignCopyException if there is state of another cluster, and
   *     nothing in this one
   * @throws io.orderwire.schemas.WrongPartitionCountException if a topic has another number of
   *     partitions than the catalogue
   */
  public void start() {
    try (Admin admin = Admin.create(properties.admin())) {
      UUID topicId = retried("Kafka at " + settings.bootstrapServers(), () -> topics(admin));
      preparing = Phase.AWAITING_REGISTRY;
      HistoryRecords history = new HistoryRecords(registry);
      KafkaVerdictLog verdicts = verdictLog(topicId);
      retried(
          "the schema registry",
          () -> {
            history.prepare();
            verdicts.prepare();
            return true;
          });
      preparing = Phase.ASSIGNING;
      StartCheck check =
          new StartCheck(
              admin,
              () -> reader("read_committed"),
              settings.applicationId(),
              RulesVersion.CURRENT);
      InputGuard guard = check.guard(topicId, settings.acceptSourceTopicId());
      SequencerParts parts =
          new SequencerParts(
              guard,
              TopicCatalogue.PARTITIONS,
              registry,
              new SchemaQuestions(registry, REGISTRY_THREADS),
              history,
              verdicts,
              clock,
              pause,
              tally,
              settings.unknownSchemaAfter(),
              retried("Kafka", () -> Topics.segmentsLast(admin, TopicCatalogue.HISTORY)));
      setForeignStateAside(admin);
      run(parts, verdicts);
    } catch (StoppedWaitingException e) {
      LOG.info("{}", e.getMessage());
    } catch (RuntimeException e) {
      preparing = Phase.FAILED;
      throw e;
    }
  }

  private void run(SequencerParts parts, KafkaVerdictLog verdicts) {
    RocksMemory memory = new RocksMemory();
    KafkaStreams streams =
        new KafkaStreams(
            SequencerTopology.of(() -> faults.around(new SequencerProcessor(parts))),
            properties.streams(memory));
    streams.setUncaughtExceptionHandler(new ThreadReplacement(clock));
    streams.setStateListener(
        (now, before) -> {
          LOG.info("Kafka Streams went from {} to {}", before, now);
          if (now == KafkaStreams.State.ERROR) {
            onFailure.run();
          }
        });
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
    running = new Running(streams, metrics, memory, verdicts);
    Checkpoints.removeUnreadable(settings.stateDirectory().resolve(settings.applicationId()));
    streams.start();
  }

  private UUID topics(Admin admin) {
    Topics.ensure(
        admin,
        List.of(
            TopicCatalogue.EVENTS,
            TopicCatalogue.HISTORY,
            TopicCatalogue.REJECTED,
            TopicCatalogue.VERDICTS),
        settings.replicationFactor());
    String events = TopicCatalogue.EVENTS.topicName();
    Uuid id =
        KafkaAnswers.get(
                requireNonNull(admin.describeTopics(List.of(events)).topicNameValues().get(events)))
            .topicId();
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** Local state has offsets of the changelogs that it is a copy of; another cluster has others. */
  private void setForeignStateAside(Admin admin) {
    String history = retried("Kafka", () -> Topics.identity(admin, TopicCatalogue.HISTORY));
    new LocalCopy(settings.stateDirectory(), settings.applicationId())
        .settle(history, () -> !Topics.isEmpty(admin, TopicCatalogue.HISTORY))
        .ifPresent(
            aside ->
                LOG.warn(
                    "The local state was a copy of another cluster's, and is in {} now; a new one"
                        + " is made from the changelogs",
                    aside));
  }

  private <T> T retried(String what, Supplier<T> attempt) {
    while (true) {
      try {
        return attempt.get();
      } catch (RetriableException | RegistryUnavailableException e) {
        LOG.warn("Waiting for {}: {}", what, e.getMessage());
      }
      if (!pause.pause(TRY_AGAIN)) {
        throw new StoppedWaitingException(what);
      }
    }
  }

  private KafkaVerdictLog verdictLog(UUID topicId) {
    return new KafkaVerdictLog(
        reader("read_uncommitted"),
        new KafkaProducer<>(
            properties.verdictProducer(), new ByteArraySerializer(), new ByteArraySerializer()),
        registry,
        topicId,
        clock);
  }

  private Consumer<byte[], byte[]> reader(String isolation) {
    return new KafkaConsumer<>(
        properties.reader(isolation), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** How far it is now. */
  public Phase phase() {
    Running now = running;
    if (now == null) {
      return preparing;
    }
    return switch (now.streams().state()) {
      case RUNNING -> Phase.RUNNING;
      case CREATED, REBALANCING -> Phase.ASSIGNING;
      case PENDING_SHUTDOWN, NOT_RUNNING -> Phase.CLOSED;
      case PENDING_ERROR, ERROR -> Phase.FAILED;
    };
  }

  /**
   * Commits and leaves the group; waits for at most 20 s. The pause must have been ended before.
   */
  @Override
  public void close() {
    Running now = running;
    if (now != null) {
      // Leaving the group lets the next process have the partitions at once.
      CloseOptions leaving =
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(STOP_WITHIN);
      if (!now.streams().close(leaving)) {
        LOG.warn("Kafka Streams did not stop within {}", STOP_WITHIN);
        return;
      }
      now.metrics().close();
      now.verdicts().close();
      now.memory().close();
    }
  }

  private record Running(
      KafkaStreams streams,
      KafkaStreamsMetrics metrics,
      RocksMemory memory,
      KafkaVerdictLog verdicts) {}
}
