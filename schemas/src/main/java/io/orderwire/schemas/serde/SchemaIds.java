package io.orderwire.schemas.serde;

import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds, once per topic and schema, the id and the schema that a datum is to be written with. */
final class SchemaIds {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaIds.class);

  private final RegistryClient registry;
  private final SerdeOptions options;
  private final ConcurrentMap<Use, Target> known = new ConcurrentHashMap<>();
  private final Set<String> subjectsSetUp = ConcurrentHashMap.newKeySet();

  SchemaIds(RegistryClient registry, SerdeOptions options) {
    this.registry = registry;
    this.options = options;
  }

  /** What to write with: the id that is put before the datum, and the schema it belongs to. */
  record Target(int id, Schema schema) {}

  Target targetOf(String topic, Schema schema) {
    Use use = new Use(topic, schema);
    Target target = known.get(use);
    if (target == null) {
      target = ask(topic, schema);
      known.put(use, target);
    }
    return target;
  }

  private Target ask(String topic, Schema schema) {
    String subject = options.subjects().subject(topic, options.isKey(), schema);
    try {
      return switch (options.registration()) {
        case REGISTER -> {
          setUp(subject);
          yield new Target(registry.register(subject, schema), schema);
        }
        case LOOK_UP -> new Target(registry.idOf(subject, schema), schema);
        case LATEST -> {
          RegisteredSchema latest = registry.latest(subject);
          yield new Target(latest.id(), latest.schema());
        }
      };
    } catch (RegistryException e) {
      throw RegistryFailures.onWrite(subject, schema, e);
    }
  }

  /** The registry's global default may be NONE, so a subject is told what it must keep to. */
  private void setUp(String subject) {
    if (subjectsSetUp.contains(subject)) {
      return;
    }
    Compatibility wanted = options.compatibility();
    Optional<Compatibility> present = registry.compatibility(subject);
    if (present.isEmpty()) {
      registry.setCompatibility(subject, wanted);
    } else if (present.get() != wanted) {
      LOG.warn(
          "Subject {} is set to compatibility {}, not {}; it is left so",
          subject,
          present.get(),
          wanted);
    }
    subjectsSetUp.add(subject);
  }

  private record Use(String topic, Schema schema) {}
}
