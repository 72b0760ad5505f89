package io.orderwire.processor.history.topology;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the stores of one thread's tasks have to write before its next commit. Before a commit,
 * Kafka Streams lets one task after the other write to its changelogs, and after each it waits
 * until the brokers have taken everything. So whichever task is asked first lets all of them write,
 * and there is one wait. All of the thread's tasks share a producer and its transaction, and are
 * committed together; what they write sooner is in the same transaction.
 *
 * <p>Every thread has its own; the methods are for it alone.
 */
final class JointWrites {
  private static final ThreadLocal<Set<Store>> WAITING =
      ThreadLocal.withInitial(LinkedHashSet::new);

  private JointWrites() {}

  /** A store that keeps changes until a commit. */
  interface Store {
    /** Writes what has changed; nothing if nothing has, or if it is closed. */
    void writeChanges();
  }

  /** A store has something to write, from now until {@link #writeAll}. */
  static void changed(Store store) {
    WAITING.get().add(store);
  }

  /** A store has nothing to write any more. */
  static void forget(Store store) {
    WAITING.get().remove(store);
  }

  /** Lets all stores write that have something to write. */
  static void writeAll() {
    Set<Store> waiting = WAITING.get();
    while (!waiting.isEmpty()) {
      Store next = waiting.iterator().next();
      next.writeChanges();
      waiting.remove(next);
    }
  }
}
