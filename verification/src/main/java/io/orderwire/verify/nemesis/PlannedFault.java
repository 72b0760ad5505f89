package io.orderwire.verify.nemesis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault to be injected.
 *
 * @param at when it begins, since the run began
 * @param kind what is done
 * @param target to which process
 * @param peer the other one, of a fault between two, else null
 * @param lasting how long it lasts
 */
public record PlannedFault(
    Duration at, FaultKind kind, Target target, @Nullable Target peer, Duration lasting) {

  /** When it is over, since the run began. */
  public Duration until() {
    return at.plus(lasting);
  }

  /** Whether it is done to this process. */
  public boolean concerns(Target process) {
    return target.equals(process) || process.equals(peer);
  }

  /** Whether it is done to a process of this kind. */
  public boolean concerns(Role role) {
    return target.role() == role || (peer != null && peer.role() == role);
  }

  /** The processes for people, for instance {@code adapter-1/broker-2}. */
  public String targets() {
    return peer == null ? target.toString() : target + "/" + peer;
  }
}
