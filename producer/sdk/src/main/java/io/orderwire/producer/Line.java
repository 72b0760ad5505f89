package io.orderwire.producer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of one partner's events within one stream. An event that fails dooms those handed over
 * behind it and closes the line; resuming opens it for new events, which the doomed ones precede.
 *
 * <p>Every method must be called with the line's monitor held, so that callers can combine them. A
 * line that is open and has nothing undecided retires: it leaves its stream and takes nothing more.
 */
final class Line {

  private final String partnerId;
  private final Map<String, Line> lines;
  private long newest = -1;
  private int undecided;
  private boolean retired;
  private @Nullable Throwable closedBy;

  /** The doomed are those behind this ordinal … */
  private long doomedBehind = Long.MAX_VALUE;

  /** … up to and with this one. */
  private long doomedThrough = -1;

  private @Nullable Throwable doomedBy;

  Line(String partnerId, Map<String, Line> lines) {
    this.partnerId = partnerId;
    this.lines = lines;
  }

  String partnerId() {
    return partnerId;
  }

  boolean isRetired() {
    return retired;
  }

  /** Why nothing is taken now, or null if the line is open. */
  @Nullable Throwable closedBy() {
    return closedBy;
  }

  /** Takes an event in; its ordinal is greater than that of all before. */
  void admit(Handover handover) {
    newest = handover.ordinal();
    undecided++;
  }

  /** Why the event must not be sent, or null if it may be. */
  @Nullable Throwable doomOf(Handover handover) {
    boolean doomed = handover.ordinal() > doomedBehind && handover.ordinal() <= doomedThrough;
    return doomed ? doomedBy : null;
  }

  /** The event is decided, well or as a consequence; false if it was already. */
  boolean decide(Handover handover) {
    if (!handover.decide()) {
      return false;
    }
    undecided--;
    retireIfIdle();
    return true;
  }

  /** The event failed: whatever is behind it is doomed. False if it was already decided. */
  boolean fail(Handover handover, Throwable cause) {
    if (!handover.decide()) {
      return false;
    }
    undecided--;
    closedBy = cause;
    doomedBehind = handover.ordinal();
    doomedThrough = newest;
    doomedBy = cause;
    return true;
  }

  /** Opens the line; false if it was open. */
  boolean resume() {
    boolean wasClosed = closedBy != null;
    closedBy = null;
    retireIfIdle();
    return wasClosed;
  }

  private void retireIfIdle() {
    if (undecided == 0 && closedBy == null && !retired) {
      retired = true;
      lines.remove(partnerId, this);
    }
  }
}
