package io.orderwire.verify.record;

/** How a partner reads. */
public enum ChannelKind {
  /** The whole history, read at the end, when nothing is published any more. */
  HISTORY,
  /** Pages, one after the other, each from the cursor of the one before. */
  WALK,
  /** Server-sent events, over as many connections as it takes. */
  STREAM,
  /** Requests to one webhook endpoint. */
  WEBHOOK
}
