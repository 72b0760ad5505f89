package io.orderwire.delivery.webhook;

import io.orderwire.delivery.audit.Author;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Operations in memory, for tests. Safe for use by many threads. */
public final class FakeOperationLog implements OperationLog {
  private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  /** One entry. */
  public record Recorded(String endpointId, Operation operation, Author author) {}

  /** All entries, in order. */
  public List<Recorded> recorded() {
    return recorded;
  }

  /** Makes the broker one that does not answer, or does again. */
  public void away(boolean now) {
    away = now;
  }

  @Override
  public boolean record(Endpoint endpoint, Operation operation, Author author) {
    return !away && recorded.add(new Recorded(endpoint.id(), operation, author));
  }
}
