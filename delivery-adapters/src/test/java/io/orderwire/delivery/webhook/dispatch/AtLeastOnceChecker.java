package io.orderwire.delivery.webhook.dispatch;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The promise of at-least-once, as code: everything is taken in the end, and what was taken is sent
 * again only where a crash came before that was stored.
 *
 * <p>Valid, where {@code +} begins a request and {@code =} is a success:
 *
 * <pre>
 *   +1 =1 stored +2 =2 stored complete
 *   +1 =1 crash +1 =1                    not stored before the crash
 *   +1 crash +1 =1                       in flight at the crash
 * </pre>
 *
 * <p>Invalid:
 *
 * <pre>
 *   +1 =1 complete(1, 2)                 2 is lost
 *   +1 =1 +1                             repeated for no reason
 *   +1 =1 stored crash +1                repeated though it was stored
 *   +1 =1 crash +1 =1 +1                 repeated more often than crashes explain
 * </pre>
 *
 * Each method throws an {@link AssertionError} that names the sequences. One thread.
 */
public final class AtLeastOnceChecker {
  private final Set<Long> taken = new HashSet<>();
  private final Set<Long> unstored = new HashSet<>();
  private final Set<Long> repeatable = new HashSet<>();
  private int repeats;

  /** A request with this item begins. */
  public void begins(long sequence) {
    if (taken.contains(sequence)) {
      if (!repeatable.contains(sequence)) {
        throw new AssertionError(sequence + " is sent again for no reason");
      }
      repeats++;
    }
  }

  /** The item was taken. */
  public void taken(long sequence) {
    taken.add(sequence);
    unstored.add(sequence);
    repeatable.remove(sequence);
  }

  /** All that was taken so far is stored. */
  public void stored() {
    unstored.clear();
  }

  /** The sender has crashed, and goes on from what was stored. */
  public void crashed() {
    repeatable.addAll(unstored);
    unstored.clear();
  }

  /** This is all there was. */
  public void complete(Collection<Long> expected) {
    Set<Long> lost = new TreeSet<>(expected);
    lost.removeAll(taken);
    if (!lost.isEmpty()) {
      throw new AssertionError("lost: " + lost);
    }
    Set<Long> foreign = new TreeSet<>(taken);
    foreign.removeAll(new HashSet<>(expected));
    if (!foreign.isEmpty()) {
      throw new AssertionError("never to be sent: " + foreign);
    }
  }

  /** Whether the item was taken. */
  public boolean isTaken(long sequence) {
    return taken.contains(sequence);
  }

  /** How many items were sent again after they had been taken. */
  public int repeats() {
    return repeats;
  }
}
