package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in memory that can be away. */
final class MemoryRegistry implements RegistryClient {
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<Integer, Schema> registeredLate = new HashMap<>();
  private volatile boolean away;
  private int questions;

  void away(boolean now) {
    away = now;
  }

  /** How often a schema was asked for. */
  synchronized int questions() {
    return questions;
  }

  /** Registers a schema under an id that was unknown before. */
  synchronized void registerLate(int id, Schema schema) {
    registeredLate.put(id, schema);
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return register(subject, schema);
  }

  @Override
  public synchronized Schema byId(int id) {
    questions++;
    if (away) {
      throw new RegistryException.Unavailable("away", new IllegalStateException("away"));
    }
    Schema late = registeredLate.get(id);
    if (late != null) {
      return late;
    }
    if (id < 1 || id > schemas.size()) {
      throw new RegistryException.NotFound(40403, "no schema " + id);
    }
    return schemas.get(id - 1);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    throw new RegistryException.NotFound(40401, "no subject " + subject);
  }

  @Override
  public Optional<Compatibility> compatibility(String subject) {
    return Optional.of(Compatibility.BACKWARD_TRANSITIVE);
  }

  @Override
  public void setCompatibility(String subject, Compatibility level) {}
}
