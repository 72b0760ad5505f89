package io.orderwire.delivery.kafka.history;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Owners;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** An instance that materialises the history topic of a broker, here or in a process of its own. */
final class RunningHistory implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Partitions partitions = new Partitions(TopicCatalogue.HISTORY.partitions());
  private final RocksMemory memory = new RocksMemory(32 << 20);
  private final String group;
  private final Admin admin;
  private final HistoryStreams streams;
  private final KafkaHistory history;

  RunningHistory(String bootstrapServers, Path directory, String group, Entries entries) {
    this(bootstrapServers, directory, group, "instance", 0, Duration.ofSeconds(6), null, entries);
  }

  RunningHistory(
      String bootstrapServers,
      Path directory,
      String group,
      String instance,
      int standbys,
      Duration sessionTimeout,
      @Nullable String address,
      Entries entries) {
    this.group = group;
    streams =
        new HistoryStreams(
            new StreamsSettings(
                group,
                instance,
                directory,
                1,
                standbys,
                sessionTimeout,
                address,
                Duration.ofDays(1),
                Map.of("bootstrap.servers", bootstrapServers)),
            partitions,
            memory,
            new RecentItems(1 << 20),
            (stopping, beforeWaiting) ->
                entries.decoder(Duration.ofSeconds(1), stopping, beforeWaiting),
            meters);
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    history =
        new KafkaHistory(
            partitions,
            address == null
                ? _ -> new Owners.Owner.Nobody()
                : streams.owners(Owners.Instance.parse(address)),
            new HistoryEnd(admin, streams));
    streams.start();
  }

  /**
   * Runs in another process, which says {@code there} on its standard output when it is ready and
   * has as many items of the partner.
   */
  static Process inItsOwnProcess(
      String bootstrapServers, Path directory, String group, String partner, long items)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            RunningHistory.class.getName(),
            bootstrapServers,
            directory.toString(),
            group,
            partner,
            String.valueOf(items))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Arguments as for {@link #inItsOwnProcess}; runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    Entries entries = new Entries(new MemoryRegistry());
    Entries.Entry registersTheSchemasInTheSameOrder = entries.event("p", 0, 1);
    if (registersTheSchemasInTheSameOrder.value() == null) {
      return;
    }
    RunningHistory instance =
        new RunningHistory(arguments[0], Path.of(arguments[1]), arguments[2], entries).ready();
    await().atMost(LONG).until(() -> instance.newest(arguments[3]) == Long.parseLong(arguments[4]));
    out.println("there");
    new CountDownLatch(1).await();
  }

  RunningHistory ready() {
    await().atMost(LONG).until(streams::isReady);
    return this;
  }

  KafkaHistory history() {
    return history;
  }

  /** Which other instance has a partner's history, for one that is at this address. */
  Optional<Owners.Instance> elsewhere(String self, String partner) {
    return streams.owners(Owners.Instance.parse(self)).of(partner)
            instanceof Owners.Owner.Elsewhere(Owners.Instance instance)
        ? Optional.of(instance)
        : Optional.empty();
  }

  /** The instances that are in its group. */
  List<String> group() throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(List.of(group))
        .describedGroups()
        .values()
        .iterator()
        .next()
        .get()
        .members()
        .stream()
        .map(member -> member.groupInstanceId().orElseThrow())
        .toList();
  }

  /** How many partitions this instance owns and has caught up with. */
  long owned() {
    return partitions.all().stream().filter(Partitions.Held::isReady).count();
  }

  /** How many partitions it holds a copy of that another instance owns. */
  long copies() {
    return partitions.all().stream().filter(held -> !held.active()).count();
  }

  double materialised() {
    return meters.counter("orderwire.history.materialised").count();
  }

  List<String> shown(String partner) {
    List<String> shown = new ArrayList<>();
    List<Event> read = history.readAfter(partner, 0, 10_000);
    while (!read.isEmpty()) {
      read.forEach(item -> shown.add(text(item)));
      read = history.readAfter(partner, read.getLast().position().sequence(), 10_000);
    }
    return shown;
  }

  private static String text(Event item) {
    return item.position() + new String(item.json(), StandardCharsets.UTF_8);
  }

  long newest(String partner) {
    return history.extent(partner).newest().sequence();
  }

  void leave() {
    streams.leave();
  }

  @Override
  public void close() {
    streams.close();
    admin.close(Duration.ZERO);
    memory.close();
  }
}
