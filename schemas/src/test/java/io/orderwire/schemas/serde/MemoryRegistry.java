package io.orderwire.schemas.serde;

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

/** A registry in memory; ids begin at 1. */
final class MemoryRegistry implements RegistryClient {
  final List<Schema> schemas = new ArrayList<>();
  final Map<String, List<Integer>> subjects = new HashMap<>();
  final Map<String, Compatibility> levels = new HashMap<>();
  final List<String> asked = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    asked.add("register " + subject);
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    int id = schemas.indexOf(schema) + 1;
    subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(id);
    return id;
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    asked.add("idOf " + subject);
    int id = schemas.indexOf(schema) + 1;
    if (!subjects.getOrDefault(subject, List.of()).contains(id)) {
      throw new RegistryException.NotFound(40403, "no such schema");
    }
    return id;
  }

  @Override
  public synchronized Schema byId(int id) {
    asked.add("byId " + id);
    if (id < 1 || id > schemas.size()) {
      throw new RegistryException.NotFound(40403, "no such id");
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    asked.add("latest " + subject);
    List<Integer> versions = subjects.get(subject);
    if (versions == null) {
      throw new RegistryException.NotFound(40401, "no such subject");
    }
    int id = versions.get(versions.size() - 1);
    return new RegisteredSchema(subject, versions.size(), id, schemas.get(id - 1));
  }

  @Override
  public synchronized Optional<Compatibility> compatibility(String subject) {
    asked.add("compatibility " + subject);
    return Optional.ofNullable(levels.get(subject));
  }

  @Override
  public synchronized void setCompatibility(String subject, Compatibility level) {
    asked.add("setCompatibility " + subject);
    levels.put(subject, level);
  }
}
