package io.orderwire.moving;

import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.schemas.serde.AvroSerdeException;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads source and target, each from its beginning, and compares what they say: of compacted topics
 * the last record of each key, of others each record. That both have the same records at the same
 * offsets is not to be expected, nor is that what was compacted in one of them was in the other.
 */
final class Comparison {
  private static final int MOST_TOLD = 5;

  /** The clocks of two clusters may differ. */
  private static final Duration ABOUT_TO_BE_DELETED = Duration.ofDays(1);

  private final Cluster from;
  private final Cluster to;
  private final Instant now;
  private final AvroDeserializer<GenericRecord> decoder;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<String> differences = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();
  private long records;
  private long items;
  private int partners;

  /**
   * A comparison.
   *
   * @param now what is about to be deleted by age is not compared: it may be gone in one of them
   */
  Comparison(Cluster from, Cluster to, RegistryClient registry, Instant now) {
    this.from = from;
    this.to = to;
    this.now = now;
    this.decoder = AvroDeserializer.generic(registry);
  }

  /** What differs, in sentences; none if all is equal. */
  List<String> differences() {
    return differences;
  }

  /** Where histories miss an item, in the target as in the source. */
  List<String> gaps() {
    return gaps;
  }

  /** How many records both have, of all topics. */
  long records() {
    return records;
  }

  /** How many slots of histories hold something. */
  long items() {
    return items;
  }

  /** How many partners have a history. */
  int partners() {
    return partners;
  }

  /** Compares the topics of a route. */
  void compare(Route route) {
    switch (route.kind()) {
      case HISTORY -> {
        Slots source = slots(from, route.from());
        Slots target = slots(to, route.to());
        note(route, source.count(), target.count(), source.differences(target));
        gaps.addAll(target.gaps());
        items += target.count();
        partners += target.partners();
      }
      case KEYED -> {
        Map<Fingerprint.Key, Long> source = latest(from, route.from());
        Map<Fingerprint.Key, Long> target = latest(to, route.to());
        note(
            route,
            source.size(),
            target.size(),
            source.equals(target) ? List.of() : List.of("a record"));
      }
      case AGED -> {
        Instant since = now.minus(route.kept()).plus(ABOUT_TO_BE_DELETED);
        long[] source = sum(from, route.from(), since);
        long[] target = sum(to, route.to(), since);
        note(route, source[0], target[0], source[1] == target[1] ? List.of() : List.of("a record"));
      }
    }
  }

  private void note(Route route, long source, long target, List<String> found) {
    records += target;
    if (source != target || !found.isEmpty()) {
      differences.add(
          "%s has %d records that count, %s has %d; they differ%s"
              .formatted(
                  route.from(),
                  source,
                  route.to(),
                  target,
                  found.isEmpty()
                      ? "."
                      : " in "
                          + String.join("; ", found.subList(0, Math.min(MOST_TOLD, found.size())))
                          + "."));
    }
  }

  private Slots slots(Cluster cluster, String topic) {
    Slots slots = new Slots();
    Records.readAll(
        cluster,
        topic,
        record -> {
          GenericRecord key = decoded(record.key());
          if (key == null) {
            return;
          }
          String partner = String.valueOf(key.get("partner_id"));
          long sequence = (Long) key.get("sequence");
          slots.put(partner, (Integer) key.get("epoch"), sequence, fingerprint.content(record));
          if (sequence == 0 && record.value() != null) {
            noteOldest(slots, partner, decoded(record.value()));
          }
        });
    return slots;
  }

  private static void noteOldest(Slots slots, String partner, @Nullable GenericRecord entry) {
    if (entry != null
        && entry.get("content") instanceof GenericRecord header
        && header.hasField("oldest_sequence")) {
      slots.oldest(partner, (Long) header.get("oldest_sequence"));
    }
  }

  private Map<Fingerprint.Key, Long> latest(Cluster cluster, String topic) {
    Map<Fingerprint.Key, Long> latest = new HashMap<>();
    Records.readAll(
        cluster,
        topic,
        record -> {
          Fingerprint.Key key = fingerprint.key(record.key());
          if (record.value() == null) {
            latest.remove(key);
          } else {
            latest.put(key, fingerprint.content(record));
          }
        });
    return latest;
  }

  /** Count, and a sum that does not depend on the order. */
  private long[] sum(Cluster cluster, String topic, Instant since) {
    long[] sum = new long[2];
    Records.readAll(
        cluster,
        topic,
        record -> {
          if (record.timestamp() >= since.toEpochMilli()) {
            sum[0]++;
            sum[1] += fingerprint.content(record) ^ fingerprint.key(record.key()).low();
          }
        });
    return sum;
  }

  private @Nullable GenericRecord decoded(byte[] bytes) {
    try {
      return decoder.deserialize(TopicCatalogue.HISTORY.topicName(), bytes);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (AvroSerdeException e) {
      return null;
    }
  }
}
