package io.orderwire.producer;

import org.jspecify.annotations.Nullable;

/**
 * An earlier event of the same partner, in the same stream, was not published, so this one must not
 * be either. It is not in the log unless all its predecessors are. Publish again from the first
 * failed event on, after {@link EventStream#resume}.
 */
public final class PredecessorFailed extends PublishException {

  private final String partnerId;

  /** For publishers, and for those that stand for one in tests. */
  public PredecessorFailed(String partnerId, @Nullable Throwable firstFailure) {
    super("an earlier event of partner " + partnerId + " failed", firstFailure);
    this.partnerId = partnerId;
  }

  /** The partner whose events wait for {@link EventStream#resume}. */
  public String partnerId() {
    return partnerId;
  }
}
