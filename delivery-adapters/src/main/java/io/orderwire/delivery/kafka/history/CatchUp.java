package io.orderwire.delivery.kafka.history;

import java.util.HashSet;
import java.util.Set;

/**
 * Tells when a partition that was taken on has caught up: everything is shown that the topic held
 * when it was asked then.
 *
 * <p>The end of a topic is often no record but the marker of a transaction, so it is not the shown
 * offset alone that counts: the consumer's position must have reached the end, and the last record
 * that the consumer handed out must be shown. Safe for many threads; a partition is moved by one.
 */
final class CatchUp {
  private static final long UNKNOWN = -1;

  private final Partitions partitions;
  private final Progress[] progress;

  CatchUp(Partitions partitions) {
    this.partitions = partitions;
    this.progress = new Progress[partitions.count()];
    for (int partition = 0; partition < progress.length; partition++) {
      progress[partition] = new Progress();
    }
  }

  /** The partition is taken on. */
  synchronized void activated(int partition) {
    progress[partition] = new Progress();
    progress[partition].active = true;
    complete(partition, false);
    partitions.activated(partition);
  }

  /** The partition is given up. */
  synchronized void deactivated(int partition) {
    progress[partition].active = false;
    progress[partition].reached = false;
    partitions.deactivated(partition);
    complete(partition, false);
  }

  /** Partitions whose end is to be asked for. */
  synchronized Set<Integer> withoutTarget() {
    Set<Integer> wanted = new HashSet<>();
    for (int partition = 0; partition < progress.length; partition++) {
      if (progress[partition].active && progress[partition].target == UNKNOWN) {
        wanted.add(partition);
      }
    }
    return wanted;
  }

  /**
   * Whether all is shown of an owned partition that the topic holds before an offset. False as well
   * where more has come since, and is not shown.
   */
  synchronized boolean hasShown(int partition, long end) {
    Progress now = progress[partition];
    return now.reached
        && (now.shown >= end - 1 || (now.position >= end && now.shown >= now.handedOut));
  }

  /** Partitions that have a target that is not reached yet. */
  synchronized boolean isCatchingUp(int partition) {
    Progress now = progress[partition];
    return now.active && now.target != UNKNOWN && !now.reached;
  }

  /** The topic ends before this offset. */
  synchronized void target(int partition, long end) {
    progress[partition].target = end;
  }

  /** The consumer handed out a record. */
  synchronized void handedOut(int partition, long offset) {
    progress[partition].handedOut = offset;
  }

  /** The consumer has handed out all records before this offset. */
  synchronized void position(int partition, long offset) {
    progress[partition].position = offset;
    look(partition);
  }

  /** All records up to this offset are shown. */
  synchronized void shown(int partition, long offset) {
    progress[partition].shown = offset;
    look(partition);
  }

  private void look(int partition) {
    Progress now = progress[partition];
    if (now.active
        && !now.reached
        && now.target != UNKNOWN
        && now.position >= now.target
        && now.shown >= now.handedOut) {
      now.reached = true;
      complete(partition, true);
    }
  }

  private void complete(int partition, boolean reached) {
    Partitions.Held held = partitions.find(partition);
    if (held != null) {
      held.history().complete(reached);
    }
  }

  private static final class Progress {
    private boolean active;
    private boolean reached;
    private long target = UNKNOWN;
    private long position = UNKNOWN;
    private long handedOut = UNKNOWN;
    private long shown = UNKNOWN;
  }
}
