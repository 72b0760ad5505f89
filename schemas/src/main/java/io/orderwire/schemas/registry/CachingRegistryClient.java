package io.orderwire.schemas.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Remembers what can never change: the schema of an id, and the id of a subject's schema. That an
 * id is not known is remembered only for a short time, since it may be registered at any moment;
 * what is latest, and that there was no answer, not at all.
 *
 * <p>Threads that ask the same at the same time share one request; if the one that asks is
 * interrupted, another of them asks. At most {@value #MOST_ENTRIES} schemas and as many ids are
 * kept; beyond that, half-way strange for a registry, the memory starts anew.
 */
public final class CachingRegistryClient implements RegistryClient {
  static final int MOST_ENTRIES = 10_000;

  /** How long an unknown id is remembered by default: one second. */
  public static final Duration DEFAULT_ABSENCE = Duration.ofSeconds(1);

  private final RegistryClient registry;
  private final long absenceNanos;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Object, CompletableFuture<Object>> answers =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Absence> absences = new ConcurrentHashMap<>();

  /** Remembers an unknown id for {@link #DEFAULT_ABSENCE}. */
  public CachingRegistryClient(RegistryClient registry) {
    this(registry, DEFAULT_ABSENCE, System::nanoTime);
  }

  /**
   * A cache.
   *
   * @param absence how long to remember that an id is not known; zero for not at all
   * @param nanoTime a clock like {@link System#nanoTime()}
   */
  public CachingRegistryClient(RegistryClient registry, Duration absence, LongSupplier nanoTime) {
    this.registry = registry;
    this.absenceNanos = absence.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public int register(String subject, Schema schema) {
    return (Integer)
        shared(new Registration(subject, schema, true), () -> registry.register(subject, schema));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return (Integer)
        shared(new Registration(subject, schema, false), () -> registry.idOf(subject, schema));
  }

  @Override
  public Schema byId(int id) {
    Absence absence = absences.get(id);
    if (absence != null) {
      if (nanoTime.getAsLong() - absence.since() < absenceNanos) {
        throw new RegistryException.NotFound(absence.errorCode(), absence.message());
      }
      absences.remove(id, absence);
    }
    return (Schema)
        shared(
            id,
            () -> {
              try {
                return registry.byId(id);
              } catch (RegistryException.NotFound e) {
                remember(id, e);
                throw e;
              }
            });
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return registry.latest(subject);
  }

  @Override
  public Optional<Compatibility> compatibility(String subject) {
    return registry.compatibility(subject);
  }

  @Override
  public void setCompatibility(String subject, Compatibility level) {
    registry.setCompatibility(subject, level);
  }

  @Override
  public void close() {
    registry.close();
  }

  private void remember(int id, RegistryException.NotFound e) {
    if (absenceNanos == 0) {
      return;
    }
    if (absences.size() >= MOST_ENTRIES) {
      absences.clear();
    }
    absences.put(
        id, new Absence(nanoTime.getAsLong(), e.errorCode(), String.valueOf(e.getMessage())));
  }

  private Object shared(Object question, Supplier<Object> ask) {
    while (true) {
      CompletableFuture<Object> known = answers.get(question);
      if (known == null) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        known = answers.putIfAbsent(question, mine);
        if (known == null) {
          return asked(question, ask, mine);
        }
      }
      try {
        return known.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RegistryException.Unavailable("interrupted while asking the schema registry", e);
      } catch (ExecutionException e) {
        boolean otherWasInterrupted =
            e.getCause() instanceof RegistryException.Unavailable unavailable
                && unavailable.getCause() instanceof InterruptedException;
        if (!otherWasInterrupted) {
          throw failure(e);
        }
      }
    }
  }

  private Object asked(Object question, Supplier<Object> ask, CompletableFuture<Object> mine) {
    try {
      Object answer = ask.get();
      if (answers.size() > MOST_ENTRIES) {
        answers.clear();
      }
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      answers.remove(question, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    if (e.getCause() instanceof RegistryException.NotFound notFound) {
      return new RegistryException.NotFound(
          notFound.errorCode(), String.valueOf(notFound.getMessage()));
    }
    if (e.getCause() instanceof RuntimeException other) {
      return other;
    }
    return new RegistryException.Unavailable(
        "the thread that asked the schema registry failed", e.getCause());
  }

  private record Registration(String subject, Schema schema, boolean registers) {}

  private record Absence(long since, int errorCode, String message) {}
}
