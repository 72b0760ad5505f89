package io.orderwire.moving;

import io.orderwire.processor.history.topology.MovableState;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.TopicGeneration;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import io.orderwire.schemas.registry.RegistrySettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A move from its beginning to its end. It may die at any place; who calls it again goes on. What
 * lets a processor begin is written last, and until then a topic says to all services that they
 * must not.
 */
final class Mover implements AutoCloseable {
  private static final String TIMESTAMPS = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

  private final MoveSettings settings;
  private final Consumer<String> say;
  private final Cluster from;
  private final Cluster to;
  private final RegistryClient registry;

  /**
   * A move that has not begun.
   *
   * @param say told of each step, in sentences
   */
  Mover(MoveSettings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
    this.from = new Cluster(settings.from());
    this.to = new Cluster(settings.to());
    this.registry =
        new CachingRegistryClient(
            new HttpRegistryClient(
                RegistrySettings.of(settings.registryUrl(), settings.registryAuth())));
  }

  /**
   * Moves, or goes on with it, or finds that all is moved.
   *
   * @throws IllegalStateException if it must not, or the result is not what it should be; the
   *     message is for the operator
   */
  void move() {
    String source = from.history();
    refuseTheSame(source);
    Input input =
        new Input(from, settings.processors(settings.from()), settings.adapters(settings.from()));
    Progress progress = new Progress(to);
    boolean left = from.topics().contains(from.generation().movedTopic());
    if (!progress.isThere()) {
      if (left) {
        tellOfWhatIsDone(input);
        return;
      }
      refuseWhatIsNotEmpty();
    }
    refuseWhileOthersWork(input);
    say.accept("From " + settings.from() + " to " + settings.to() + ".");
    List<Route> routes = Route.all(settings, registry);
    try (Producer<byte[], byte[]> writer =
        to.writer("orderwire-move-v" + to.generation().version())) {
      writer.initTransactions();
      progress.begin(source, settings.replicationFactor(), writer);
      makeTopics(routes);
      copy(routes, writer, progress);
      if (settings.ahead()) {
        say.accept(
            "What is there is copied. Stop everything, and call again without --ahead for the"
                + " rest; until then nothing may start there.");
        return;
      }
      compare(routes);
      refuseWhileOthersWork(input);
      letBegin(input, writer);
    }
    from.create(from.generation().movedTopic(), 1, settings.replicationFactor(), Map.of());
    progress.end();
    tellWhatIsNext();
  }

  private void refuseTheSame(String source) {
    if (to.topics().contains(TopicCatalogue.HISTORY.in(to.generation()).topicName())
        && to.history().equals(source)) {
      throw new IllegalStateException(
          "Both are one and the same, " + source + ". Give another cluster, or --to-version.");
    }
    if (from.topics().contains(from.generation().movingTopic())) {
      throw new IllegalStateException(
          "The move into topics " + from.generation() + " has not ended; end it first.");
    }
  }

  private void tellOfWhatIsDone(Input input) {
    long since = input.openRecords();
    if (since > 0) {
      throw new IllegalStateException(
          "All was moved away before, but "
              + since
              + " events came to the former topics since, and are in no history. A producer still"
              + " sends there: have it send them again to where all was moved.");
    }
    say.accept("All was moved before, and nothing has come to the former topics since.");
  }

  private void refuseWhatIsNotEmpty() {
    TreeSet<String> there = new TreeSet<>(to.topics());
    there.retainAll(targets());
    there.removeIf(
        topic -> to.ends(to.partitions(topic)).values().stream().allMatch(end -> end == 0));
    if (!there.isEmpty()) {
      throw new IllegalStateException(
          "There is something already where all shall be moved: "
              + String.join(", ", there)
              + ". Move to a cluster, or a version, that has never been used.");
    }
  }

  private List<String> targets() {
    String processors = settings.processors(settings.to());
    return Stream.of(
            TopicCatalogue.all().stream().map(topic -> topic.in(to.generation()).topicName()),
            MovableState.ofPartners(processors).stream(),
            Stream.of(MovableState.ofInputs(processors), MovableState.ofWaiting(processors)))
        .flatMap(names -> names)
        .toList();
  }

  private void refuseWhileOthersWork(Input input) {
    if (settings.ahead()) {
      return;
    }
    List<String> obstacles = input.obstacles();
    if (!obstacles.isEmpty()) {
      throw new IllegalStateException("Not yet:\n  " + String.join("\n  ", obstacles));
    }
  }

  /**
   * Makes what is missing. Where the broker stamps records, it takes the copies' times until all is
   * copied.
   */
  private void makeTopics(List<Route> routes) {
    Topics.ensureForMove(
        to.admin(),
        TopicCatalogue.all().stream()
            .map(topic -> topic.in(to.generation()))
            .map(topic -> stamped().contains(topic.topicName()) ? takingTimes(topic) : topic)
            .toList(),
        settings.replicationFactor());
    stamped().forEach(topic -> to.set(topic, TIMESTAMPS, "CreateTime"));
    for (Route route : routes) {
      if (!route.isOfCatalogue()) {
        makeLike(route.from(), route.to());
      }
    }
    makeLike(
        MovableState.ofInputs(settings.processors(settings.from())),
        MovableState.ofInputs(settings.processors(settings.to())));
  }

  private static Topic takingTimes(Topic topic) {
    Map<String, String> config = new HashMap<>(topic.config());
    config.put(TIMESTAMPS, "CreateTime");
    return new Topic(topic.topicName(), topic.partitions(), topic.key(), topic.value(), config);
  }

  private void makeLike(String model, String topic) {
    if (from.topics().contains(model)) {
      to.create(
          topic,
          to.generation().partitions(),
          settings.replicationFactor(),
          from.ownSettings(model));
    }
  }

  /** The topics that are copied and whose records brokers stamp. */
  private List<String> stamped() {
    return Stream.of(TopicCatalogue.ATTEMPTS, TopicCatalogue.AUDIT)
        .map(topic -> topic.in(to.generation()).topicName())
        .toList();
  }

  private void copy(List<Route> routes, Producer<byte[], byte[]> writer, Progress progress) {
    TopicCopy copy = new TopicCopy(from, to, writer, progress);
    for (Route route : routes) {
      long before = copy.copied();
      copy.run(route);
      say.accept(
          "  " + route.from() + " -> " + route.to() + ": " + (copy.copied() - before) + " records");
      if (copy.unreadable() > 0 && !settings.leaveUnreadable()) {
        throw new IllegalStateException(
            copy.unreadable()
                + " records have a key that is no partner's, or of another partition; the first is "
                + copy.firstUnreadable()
                + ". If the registry is the right one, nobody reads them: give --leave-unreadable"
                + " to leave them behind.");
      }
    }
    List<Integer> unknown = copy.schemas().stream().filter(id -> !isKnown(id)).toList();
    if (!unknown.isEmpty()) {
      say.accept(
          "WARNING: the registry does not know schemas that values were written with: " + unknown);
    }
  }

  private boolean isKnown(int schemaId) {
    try {
      return registry.byId(schemaId) != null;
    } catch (RegistryException.NotFound e) {
      return false;
    }
  }

  private void compare(List<Route> routes) {
    Comparison comparison = new Comparison(from, to, registry, Instant.now());
    routes.forEach(comparison::compare);
    if (!comparison.differences().isEmpty()) {
      throw new IllegalStateException(
          "What was copied is not what is there:\n  "
              + String.join("\n  ", comparison.differences()));
    }
    comparison
        .gaps()
        .forEach(gap -> say.accept("WARNING: the history has a gap, as before: " + gap));
    say.accept(
        "Compared: %d records, among them %d items of %d partners, are the same."
            .formatted(comparison.records(), comparison.items(), comparison.partners()));
  }

  /** Gives back what the topics should have, and writes states for inputs that begin. */
  private void letBegin(Input input, Producer<byte[], byte[]> writer) {
    stamped().forEach(topic -> to.set(topic, TIMESTAMPS, "LogAppendTime"));
    byte[] state = input.anyState();
    if (state == null) {
      return;
    }
    Topic events = TopicCatalogue.EVENTS.in(to.generation());
    UUID topicId = to.topicId(events.topicName());
    writer.beginTransaction();
    for (TopicPartition partition :
        to.partitions(MovableState.ofInputs(settings.processors(settings.to())))) {
      var _ =
          writer.send(
              new ProducerRecord<>(
                  partition.topic(),
                  partition.partition(),
                  MovableState.inputKey(),
                  MovableState.beginning(state, topicId)));
    }
    writer.commitTransaction();
  }

  private void tellWhatIsNext() {
    TopicGeneration there = to.generation();
    List<String> lines = new ArrayList<>();
    lines.add("All is moved. Now start, with the same registry, secrets and data directories,");
    lines.add("  the adapters, the processors, and the producers, each with");
    lines.add("    orderwire.kafka.bootstrap-servers=" + settings.to().bootstrapServers());
    if (!there.equals(TopicGeneration.FIRST)) {
      lines.add("    " + TopicGeneration.VERSION + "=" + there.version());
      lines.add("    " + TopicGeneration.PARTITIONS + "=" + there.partitions());
    }
    lines.add(
        "  Services refuse the former topics as long as there is "
            + from.generation().movedTopic()
            + ".");
    lines.add("  When all runs, call this once more: it tells whether anybody still sends there.");
    say.accept(String.join("\n", lines));
  }

  @Override
  public void close() {
    registry.close();
    from.close();
    to.close();
  }
}
