package io.orderwire.schemas;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one partition count. A count never changes, as all of a partner's records are in
 * one partition number and state is kept by it; another count is another generation, with topics of
 * its own, {@code .v2} after {@code .v1}, to which everything is moved.
 *
 * <p>A process serves one generation as long as it lives. Which one is read once, from the system
 * properties {@value #VERSION} and {@value #PARTITIONS}, else from the environment variables {@code
 * ORDERWIRE_TOPICS_VERSION} and {@code ORDERWIRE_TOPICS_PARTITIONS}, else it is the {@link #FIRST}.
 *
 * @param version 1 or more; the N of the topics' {@code .vN}
 * @param partitions the partition count of every topic, 1 to 10,000
 */
public record TopicGeneration(int version, int partitions) {
  /** What there is where nobody says otherwise: {@code .v1} with 12 partitions. */
  public static final TopicGeneration FIRST = new TopicGeneration(1, 12);

  /** The setting of the version. */
  public static final String VERSION = "orderwire.topics.version";

  /** The setting of the partition count. */
  public static final String PARTITIONS = "orderwire.topics.partitions";

  private static final int MOST_PARTITIONS = 10_000;
  private static final Pattern SUFFIX = Pattern.compile("\\.v\\d+$");

  /** Checks the bounds. */
  public TopicGeneration {
    if (version < 1) {
      throw new IllegalArgumentException(VERSION + " must be at least 1: " + version);
    }
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          PARTITIONS + " must be from 1 to " + MOST_PARTITIONS + ": " + partitions);
    }
  }

  /** The generation that this process serves; the same at each call. */
  public static TopicGeneration ofThisProcess() {
    return Settled.GENERATION;
  }

  /**
   * Has this process serve what its settings say, wherever they stand. To be called before anything
   * looks at the catalogue.
   *
   * @param version the setting {@value #VERSION}, or null where it is not given
   * @param partitions the setting {@value #PARTITIONS}, or null where it is not given
   * @throws IllegalArgumentException if one of them means nothing
   * @throws IllegalStateException if this process serves another one already
   */
  public static void settle(@Nullable String version, @Nullable String partitions) {
    TopicGeneration wanted = of(version, partitions);
    System.setProperty(VERSION, String.valueOf(wanted.version()));
    System.setProperty(PARTITIONS, String.valueOf(wanted.partitions()));
    if (!wanted.equals(ofThisProcess())) {
      throw new IllegalStateException(
          "This process serves topics of " + ofThisProcess() + ", and cannot change to " + wanted);
    }
  }

  /**
   * As {@link #settle(String, String)}.
   *
   * @param settings gives a setting by its name, null where it is not given
   */
  public static void settle(Function<String, @Nullable String> settings) {
    settle(settings.apply(VERSION), settings.apply(PARTITIONS));
  }

  static TopicGeneration of(@Nullable String version, @Nullable String partitions) {
    return new TopicGeneration(
        number(VERSION, version, FIRST.version()),
        number(PARTITIONS, partitions, FIRST.partitions()));
  }

  private static int number(String setting, @Nullable String value, int otherwise) {
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(setting + " must be a number: " + value, e);
    }
  }

  /** The name of a topic in this generation, given its name in any. */
  public String topic(String name) {
    return SUFFIX.matcher(name).replaceFirst("") + ".v" + version;
  }

  /**
   * A name that must not be shared by two generations of a cluster: a consumer group, which is also
   * a directory and the prefix of changelog topics, or a transactional id.
   *
   * @param name what it is in the first generation
   */
  public String qualify(String name) {
    return version == 1 ? name : name + "-v" + version;
  }

  /**
   * The topic that is there while things are moved into this generation: nobody may work with it
   * until it is complete.
   */
  public String movingTopic() {
    return topic("orders.moving");
  }

  /** The topic that is there once all was moved away: nobody may go on with what was left. */
  public String movedTopic() {
    return topic("orders.moved");
  }

  /** As in {@code v2 with 24 partitions}. */
  @Override
  public String toString() {
    return "v" + version + " with " + partitions + " partitions";
  }

  /** Read when it is first asked for. */
  private static final class Settled {
    private static final TopicGeneration GENERATION = of(setting(VERSION), setting(PARTITIONS));

    private static @Nullable String setting(String name) {
      String property = System.getProperty(name);
      return property != null
          ? property
          : System.getenv(name.replace('.', '_').toUpperCase(Locale.ROOT));
    }
  }
}
