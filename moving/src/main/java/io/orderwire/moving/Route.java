package io.orderwire.moving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.processor.history.topology.MovableState;
import io.orderwire.schemas.Encoding;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.schemas.serde.AvroSerdeException;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What is copied into what.
 *
 * @param from a topic
 * @param to a topic
 * @param partners whose a record is
 * @param kind what is kept in them
 * @param kept how long a record is kept at least
 */
record Route(String from, String to, PartnerOf partners, Kind kind, Duration kept) {
  private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  /** What a topic keeps. */
  enum Kind {
    /** The last record of each slot. */
    HISTORY,
    /** The last record of each key. */
    KEYED,
    /** Each record, for some time. */
    AGED
  }

  /** The topics of the catalogue that are the truth. What is not here can't be had again later. */
  private static final List<Topic> TRUTH =
      List.of(
          TopicCatalogue.HISTORY,
          TopicCatalogue.PARTNERS,
          TopicCatalogue.POSITIONS,
          TopicCatalogue.WEBHOOK_ENDPOINTS,
          TopicCatalogue.SECOND_FACTORS,
          TopicCatalogue.ATTEMPTS,
          TopicCatalogue.AUDIT);

  /** The catalogue's topics first, then the changelogs of what belongs to partners. */
  static List<Route> all(MoveSettings settings, RegistryClient registry) {
    List<Route> routes = new ArrayList<>();
    for (Topic topic : TRUTH) {
      routes.add(
          new Route(
              topic.in(settings.from().generation()).topicName(),
              topic.in(settings.to().generation()).topicName(),
              partners(topic, registry),
              kind(topic),
              kept(topic)));
    }
    List<String> from = MovableState.ofPartners(settings.processors(settings.from()));
    List<String> to = MovableState.ofPartners(settings.processors(settings.to()));
    for (int n = 0; n < from.size(); n++) {
      String changelog = from.get(n);
      routes.add(
          new Route(
              changelog,
              to.get(n),
              key -> key == null ? null : MovableState.partner(changelog, key),
              Kind.KEYED,
              FOR_EVER));
    }
    return routes;
  }

  /** Whether it is a topic of the catalogue, and no changelog of Streams. */
  boolean isOfCatalogue() {
    return from.startsWith("orders.");
  }

  private static Kind kind(Topic topic) {
    if (topic.equals(TopicCatalogue.HISTORY)) {
      return Kind.HISTORY;
    }
    return TopicConfig.CLEANUP_POLICY_DELETE.equals(
            topic.config().get(TopicConfig.CLEANUP_POLICY_CONFIG))
        ? Kind.AGED
        : Kind.KEYED;
  }

  private static Duration kept(Topic topic) {
    String retention = topic.config().get(TopicConfig.RETENTION_MS_CONFIG);
    return retention == null ? FOR_EVER : Duration.ofMillis(Long.parseLong(retention));
  }

  private static PartnerOf partners(Topic topic, RegistryClient registry) {
    if (!(topic.key() instanceof Encoding.Avro)) {
      return key -> key;
    }
    AvroDeserializer<GenericRecord> keys = AvroDeserializer.generic(registry);
    return key -> {
      try {
        GenericRecord read = keys.deserialize(topic.topicName(), key);
        return read != null && read.get("partner_id") instanceof CharSequence partner
            ? partner.toString().getBytes(UTF_8)
            : null;
      } catch (RegistryUnavailableException e) {
        throw e;
      } catch (AvroSerdeException e) {
        return null;
      }
    };
  }
}
