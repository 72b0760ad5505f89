package io.orderwire.delivery.app;

import io.orderwire.schemas.registry.Compatibility;
import io.orderwire.schemas.registry.RegisteredSchema;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistryException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registry of which is known whether it answered when it was last asked. Safe for use by many
 * threads.
 */
final class WatchedRegistry implements RegistryClient {
  private final RegistryClient registry;
  private final InstantSource clock;
  private volatile @Nullable Instant awaySince;

  WatchedRegistry(RegistryClient registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Since when no question was answered; empty where the last one was. */
  Optional<Instant> awaySince() {
    return Optional.ofNullable(awaySince);
  }

  @Override
  public int register(String subject, Schema schema) {
    return noting(() -> registry.register(subject, schema));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return noting(() -> registry.idOf(subject, schema));
  }

  @Override
  public Schema byId(int id) {
    return noting(() -> registry.byId(id));
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return noting(() -> registry.latest(subject));
  }

  @Override
  public Optional<Compatibility> compatibility(String subject) {
    return noting(() -> registry.compatibility(subject));
  }

  @Override
  public void setCompatibility(String subject, Compatibility level) {
    noting(
        () -> {
          registry.setCompatibility(subject, level);
          return level;
        });
  }

  private <T> T noting(Supplier<T> question) {
    try {
      T answer = question.get();
      awaySince = null;
      return answer;
    } catch (RegistryException e) {
      note(e);
      throw e;
    }
  }

  private void note(RegistryException failure) {
    switch (failure) {
      case RegistryException.NotFound _,
          RegistryException.Incompatible _,
          RegistryException.Unusable _ ->
          awaySince = null;
      case RegistryException.Unavailable _, RegistryException.Refused _ -> {
        if (awaySince == null) {
          awaySince = clock.instant();
        }
      }
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
