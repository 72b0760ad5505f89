package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.RegistryClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.apache.avro.Schema;

/**
 * Asks the registry, away from stream threads, and about one id once at a time: a registry that
 * takes long to answer holds up nobody but who needs the answer. Safe for use by many threads.
 */
final class SchemaQuestions {
  private final RegistryClient registry;
  private final Executor executor;
  private final ConcurrentMap<Integer, CompletableFuture<Schema>> asked = new ConcurrentHashMap<>();

  SchemaQuestions(RegistryClient registry, Executor executor) {
    this.registry = registry;
    this.executor = executor;
  }

  /** The registry's answer to come; it fails with a {@code RegistryException}. */
  CompletableFuture<Schema> ask(int id) {
    CompletableFuture<Schema> question = new CompletableFuture<>();
    CompletableFuture<Schema> underWay = asked.putIfAbsent(id, question);
    if (underWay != null) {
      return underWay;
    }
    executor.execute(
        () -> {
          try {
            question.complete(registry.byId(id));
          } catch (RuntimeException | Error e) {
            question.completeExceptionally(e);
          } finally {
            asked.remove(id, question);
          }
        });
    return question;
  }
}
