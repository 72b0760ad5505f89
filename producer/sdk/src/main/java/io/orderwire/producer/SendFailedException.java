package io.orderwire.producer;

/**
 * The send of this event failed for good; the cause is Kafka's. After a time-out the event may
 * still be in the log, or get there late; publishing it again, with the same event_id, is safe. Its
 * partner's later events of the same stream fail with {@link PredecessorFailed} until {@link
 * EventStream#resume}.
 */
public final class SendFailedException extends PublishException {

  /** For publishers, and for those that stand for one in tests. */
  public SendFailedException(Throwable cause) {
    super("the send failed: " + cause.getMessage(), cause);
  }
}
