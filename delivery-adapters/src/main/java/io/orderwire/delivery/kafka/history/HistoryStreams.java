package io.orderwire.delivery.kafka.history;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.delivery.history.Owners;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what materialises the history topic. Safe for use by many threads. */
public final class HistoryStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryStreams.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
  private static final Duration BEFORE_A_NEW_THREAD = Duration.ofSeconds(1);

  /** A process that never runs for long must not leave it all to the next. */
  private static final long FIRST_LOOK_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final StreamsSettings settings;
  private final Partitions partitions;
  private final CatchUp catchUp;
  private final ObservedClients clients;
  private final KafkaStreams streams;
  private final ScheduledExecutorService cleaner =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("history-cleaner").factory());
  private volatile boolean stopping;

  /** Guarded by this. */
  private @Nullable CompletableFuture<Boolean> stopped;

  /**
   * Prepared, not started.
   *
   * @param decoders makes the decoder, given what says that the process stops, and what is to run
   *     before it waits
   */
  public HistoryStreams(
      StreamsSettings settings,
      Partitions partitions,
      RocksMemory memory,
      RecentItems recent,
      Decoders decoders,
      MeterRegistry meters) {
    this.settings = settings;
    this.partitions = partitions;
    catchUp = new CatchUp(partitions);
    HistoryAlarms alarms = new HistoryAlarms(meters);
    HistoryDecoder decoder = decoders.decoder(() -> stopping, partitions::showAndTell);
    clients = new ObservedClients(catchUp, partitions);
    streams =
        new KafkaStreams(
            HistoryTopology.of(
                new HistoryStoreBuilder(
                    () -> new HistoryStore(partitions, memory, decoder, recent, alarms)),
                catchUp),
            settings.toProperties(),
            clients);
    streams.setUncaughtExceptionHandler(this::onFailure);
    streams.setStateListener(
        (next, before) -> LOG.info("Materialising the history topic: {} after {}", next, before));
    Gauge.builder("orderwire.history.lag", clients, ObservedClients::lag)
        .description("How many offsets the owned partitions are behind the topic")
        .register(meters);
    Gauge.builder(
            "orderwire.history.frozen",
            partitions,
            held -> held.all().stream().mapToLong(one -> one.history().frozen()).sum())
        .description("Incident: partners whose history is withheld from some item on")
        .register(meters);
    Gauge.builder(
            "orderwire.history.partitions.ready",
            partitions,
            held -> held.all().stream().filter(Partitions.Held::isReady).count())
        .description("Partitions that are owned here and have caught up")
        .register(meters);
  }

  /** Makes a decoder. */
  @FunctionalInterface
  public interface Decoders {
    /**
     * A decoder.
     *
     * @param stopping whether the process stops
     * @param beforeWaiting to be run before each wait
     */
    HistoryDecoder decoder(BooleanSupplier stopping, Runnable beforeWaiting);
  }

  /** Begins. */
  public void start() {
    Checkpoints.removeUnreadable(settings.stateDirectory().resolve(settings.applicationId()));
    streams.start();
    // Half of it, as what comes right after a look waits for the next one.
    long every = settings.leftoversFor().dividedBy(2).toMillis();
    var _ =
        cleaner.scheduleWithFixedDelay(
            this::removeLeftovers,
            Math.min(every, FIRST_LOOK_MILLIS),
            every,
            TimeUnit.MILLISECONDS);
  }

  private void removeLeftovers() {
    for (Partitions.Held held : partitions.all()) {
      try {
        int partners = held.history().removeLeftovers();
        if (partners > 0) {
          LOG.info("Erased and trimmed content of {} partners is off the disk", partners);
        }
      } catch (RuntimeException e) {
        LOG.error("Erased content could not be taken off the disk; it is tried again", e);
      }
    }
  }

  /**
   * Whether every partition that this instance owns has caught up, and the rest is as it should.
   */
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING
        && !partitions.all().isEmpty()
        && partitions.all().stream().allMatch(held -> !held.active() || held.isReady());
  }

  /**
   * Whether this instance owns a partition, has caught up with it, and its lease is young: its last
   * poll is no older than this. What is sent to partners of its own accord must not be sent later.
   */
  public boolean holdsLease(int partition, Duration lease) {
    return partitions.isReady(partition) && clients.hasPolledWithin(partition, lease);
  }

  /**
   * Whether this instance owns a partition, and all is shown of it that the topic holds before an
   * offset. False as well where more has come since, and is not shown.
   */
  boolean hasShown(int partition, long end) {
    return catchUp.hasShown(partition, end);
  }

  /**
   * The other instances' owners, by what the group's last assignment says.
   *
   * @param self this instance's address, to which nothing is passed on
   */
  public Owners owners(Owners.Instance self) {
    return partnerId -> owner(partitions.of(partnerId), self);
  }

  private Owners.Owner owner(int partition, Owners.Instance self) {
    if (partitions.isReady(partition)) {
      return new Owners.Owner.Here();
    }
    if (partitions.isOwned(partition)) {
      return new Owners.Owner.Nobody();
    }
    return elsewhere(partition)
        .filter(owner -> !owner.equals(self))
        .<Owners.Owner>map(Owners.Owner.Elsewhere::new)
        .orElseGet(Owners.Owner.Nobody::new);
  }

  private Optional<Owners.Instance> elsewhere(int partition) {
    TopicPartition wanted = new TopicPartition(TopicCatalogue.HISTORY.topicName(), partition);
    try {
      return streams.metadataForAllStreamsClients().stream()
          .filter(one -> one.topicPartitions().contains(wanted))
          .map(one -> new Owners.Instance(one.host(), one.port()))
          .findAny();
    } catch (IllegalStateException | StreamsNotStartedException e) {
      LOG.debug("Kafka Streams does not run", e);
      return Optional.empty();
    }
  }

  /** Whether it can go on at all. */
  public boolean isAlive() {
    return streams.state() != KafkaStreams.State.ERROR;
  }

  /** In words, for the operator. */
  public String status() {
    long ready = partitions.all().stream().filter(Partitions.Held::isReady).count();
    return "%s, %d of %d partitions caught up, %d behind"
        .formatted(streams.state(), ready, TopicCatalogue.HISTORY.partitions(), clients.lag());
  }

  private StreamThreadExceptionResponse onFailure(Throwable failure) {
    if (stopping) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("Materialising the history topic failed; it is tried again", failure);
    LockSupport.parkNanos(BEFORE_A_NEW_THREAD.toNanos());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /**
   * Begins to give away all that this instance owns, where others have copies of it, and does not
   * wait until that is done. Nothing can be read here any more. Without copies elsewhere it does
   * nothing: all stays readable here until {@link #close}.
   */
  public void leave() {
    if (settings.standbys() > 0) {
      var _ = stop();
    }
  }

  /**
   * Stops reading, makes all durable, and waits until that is done, 20 s at most. Where others have
   * copies of what it owned, they have it at once; elsewhere it stays this instance's for the
   * session's time, so that a restart does not have others read it from its beginning.
   */
  @Override
  public void close() {
    if (!stop().join()) {
      LOG.warn("Kafka Streams did not stop within {}", CLOSE_WITHIN);
    }
  }

  /** Becomes true when all is stopped; begins that at the first call. */
  private synchronized CompletableFuture<Boolean> stop() {
    if (stopped == null) {
      stopping = true;
      cleaner.shutdown();
      CloseOptions options =
          CloseOptions.groupMembershipOperation(
                  settings.standbys() > 0
                      ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                      : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP)
              .withTimeout(CLOSE_WITHIN);
      stopped =
          CompletableFuture.supplyAsync(
              () -> streams.close(options),
              task -> Thread.ofPlatform().name("history-stop").start(task));
    }
    return stopped;
  }
}
