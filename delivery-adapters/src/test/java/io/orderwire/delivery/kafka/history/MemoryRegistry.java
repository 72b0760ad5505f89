package io.orderwire.delivery.kafka.history;

import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in memory that can be away. */
public final class MemoryRegistry implements RegistryClient {
  private final List<Schema> schemas = new ArrayList<>();
  private volatile boolean away;

  /** Makes it answer nothing, or answer again. */
  public void away(boolean now) {
    away = now;
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
    if (away) {
      throw new RegistryException.Unavailable("away", new IllegalStateException("away"));
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
