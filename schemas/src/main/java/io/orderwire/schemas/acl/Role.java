package io.orderwire.schemas.acl;

import static io.orderwire.schemas.TopicCatalogue.ATTEMPTS;
import static io.orderwire.schemas.TopicCatalogue.AUDIT;
import static io.orderwire.schemas.TopicCatalogue.EVENTS;
import static io.orderwire.schemas.TopicCatalogue.HISTORY;
import static io.orderwire.schemas.TopicCatalogue.PARTNERS;
import static io.orderwire.schemas.TopicCatalogue.POSITIONS;
import static io.orderwire.schemas.TopicCatalogue.REJECTED;
import static io.orderwire.schemas.TopicCatalogue.SECOND_FACTORS;
import static io.orderwire.schemas.TopicCatalogue.VERDICTS;
import static io.orderwire.schemas.TopicCatalogue.WEBHOOK_ENDPOINTS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.resource.ResourceType;

/**
 * As what somebody uses Kafka, with the least that it needs. Topics are not among it: who sets a
 * system up makes them beforehand, as they are in the catalogue. Application ids are the default
 * ones.
 */
public enum Role {
  /** The producer service. */
  PRODUCER_SERVICE(
      Grant.topic(
          EVENTS.topicName(),
          "publishes events; compares the topic with the catalogue",
          WRITE,
          DESCRIBE_CONFIGS),
      Grant.ofMoves()),

  /** A service that publishes with the SDK, and {@code ./orderwire ingest}. */
  SDK_PRODUCER(Grant.topic(EVENTS.topicName(), "publishes events", WRITE)),

  /** The streams processor. */
  PROCESSOR(
      Grant.topic(
          EVENTS.topicName(), "reads events and commands; compares", READ, DESCRIBE_CONFIGS),
      Grant.topic(
          HISTORY.topicName(),
          "writes histories, which nobody else may; compares",
          WRITE,
          DESCRIBE_CONFIGS),
      Grant.topic(
          REJECTED.topicName(), "writes what is rejected; compares", WRITE, DESCRIBE_CONFIGS),
      Grant.topic(
          VERDICTS.topicName(),
          "writes verdicts and reads them again; compares",
          READ,
          WRITE,
          DESCRIBE_CONFIGS),
      Grant.ofMoves(),
      Grant.topics(
          "orderwire-processor-",
          "Streams' changelogs, which it makes itself, as they depend on its version",
          CREATE,
          READ,
          WRITE),
      Grant.group("orderwire-processor", "its instances share partitions; offsets"),
      Grant.transactions("orderwire-processor-", "exactly-once")),

  /** The delivery adapters. */
  ADAPTERS(
      Grant.topic(
          EVENTS.topicName(), "writes operators' commands; compares", WRITE, DESCRIBE_CONFIGS),
      Grant.topic(HISTORY.topicName(), "reads histories; compares", READ, DESCRIBE_CONFIGS),
      Grant.topic(PARTNERS.topicName(), "partners and keys", READ, WRITE, DESCRIBE_CONFIGS),
      Grant.topic(
          POSITIONS.topicName(), "how far subscriptions are", READ, WRITE, DESCRIBE_CONFIGS),
      Grant.topic(WEBHOOK_ENDPOINTS.topicName(), "endpoints", READ, WRITE, DESCRIBE_CONFIGS),
      Grant.topic(SECOND_FACTORS.topicName(), "second factors", READ, WRITE, DESCRIBE_CONFIGS),
      Grant.topic(
          ATTEMPTS.topicName(),
          "the record of attempts, which partners ask for",
          READ,
          WRITE,
          DESCRIBE_CONFIGS),
      Grant.topic(
          AUDIT.topicName(), "writes the audit, and never reads it", WRITE, DESCRIBE_CONFIGS),
      Grant.topic(REJECTED.topicName(), "compares with the deadline for erasing", DESCRIBE_CONFIGS),
      Grant.ofMoves(),
      Grant.group("orderwire-adapters", "its instances share partitions"),
      Grant.transactions("adapters-", "the one owner of a partition fences the one before")),

  /** Who reads facts in Kafka: a group whose name begins with {@code data-}. */
  DATA_READER(
      Grant.topic(HISTORY.topicName(), "histories", READ),
      Grant.topic(REJECTED.topicName(), "what was rejected, and why", READ),
      Grant.groups("data-", "offsets of its own"));

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<Grant> grants;

  Role(Grant... grants) {
    this.grants = List.of(grants);
  }

  /** What it needs. */
  public List<Grant> grants() {
    return grants;
  }

  /** Whether it writes records, and so registers their schemas; else it only reads them. */
  public boolean writes() {
    return grants.stream()
        .anyMatch(
            grant -> grant.type() == ResourceType.TOPIC && grant.operations().contains(WRITE));
  }

  /** As people write it, such as {@code producer-service}. */
  public String called() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that is called so. */
  public static Optional<Role> of(String called) {
    return Arrays.stream(values()).filter(role -> role.called().equals(called)).findFirst();
  }
}
