package io.orderwire.bench.micro;

import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry in memory, with an id for whatever it is asked for. For one thread. */
public final class KnownSchemas implements RegistryClient {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public int register(String subject, Schema schema) {
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
  public Schema byId(int id) {
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
