package io.orderwire.schemas.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A schema registry.
 *
 * <p>Every method blocks until it has an answer and throws a {@link RegistryException} if there is
 * none: {@link RegistryException.Unavailable} after bounded retries or on interruption (the
 * thread's interrupt flag is set again), {@link RegistryException.NotFound}, {@link
 * RegistryException.Incompatible} or {@link RegistryException.Refused} as the registry said.
 * Implementations may be used by many threads.
 */
public interface RegistryClient extends AutoCloseable {

  /**
   * Registers a schema with a subject, or finds it there.
   *
   * @return the schema's id
   * @throws RegistryException.Incompatible if the subject's compatibility forbids it
   */
  int register(String subject, Schema schema);

  /**
   * Looks up the id of a schema that the subject has already.
   *
   * @throws RegistryException.NotFound if there is no such subject, or the subject has no such
   *     schema
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws RegistryException.NotFound if the registry knows no such id
   */
  Schema byId(int id);

  /**
   * The newest version of a subject.
   *
   * @throws RegistryException.NotFound if there is no such subject
   */
  RegisteredSchema latest(String subject);

  /** The compatibility that is set for the subject itself, if any; the global one is not asked. */
  Optional<Compatibility> compatibility(String subject);

  /** Sets the compatibility of a subject, which need not exist yet. */
  void setCompatibility(String subject, Compatibility level);

  /** Ends waiting for retries: who waits gets {@link RegistryException.Unavailable}. */
  @Override
  default void close() {}
}
