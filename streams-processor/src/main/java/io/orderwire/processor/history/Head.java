package io.orderwire.processor.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be known of a partner's history to go on with it.
 *
 * @param spans the slots of each epoch, in the order of epochs, without one for an epoch that was
 *     never begun; the last is the current one
 * @param oldest the oldest sequence that is kept, over all epochs; newest + 1 if none is
 * @param accepted how many ids were accepted, events and commands, over all epochs
 * @param recordTime the record time of the last accepted one; never goes back
 */
public record Head(List<Span> spans, long oldest, long accepted, Instant recordTime) {

  /** The head of a partner that never had anything. */
  public static final Head EMPTY = new Head(List.of(), 1, 0, Instant.EPOCH);

  public Head {
    spans = List.copyOf(spans);
    if (oldest < 1 || accepted < 0) {
      throw new IllegalArgumentException("oldest " + oldest + ", accepted " + accepted);
    }
  }

  /** Whether anything was ever written to the history. */
  public boolean hasBegun() {
    return !spans.isEmpty();
  }

  /** The current epoch, from 0. */
  public int epoch() {
    return hasBegun() ? spans.getLast().epoch() : 0;
  }

  /** The newest sequence, or 0 if there is none. */
  public long newest() {
    return hasBegun() ? spans.getLast().last() : 0;
  }

  /** The header that describes this head. */
  public Header header() {
    long first = hasBegun() ? spans.getLast().first() : 1;
    return new Header(epoch(), first, oldest, newest());
  }

  /** Whether a later epoch has taken the place of this slot. */
  public boolean isVoid(Slot slot) {
    return spans.stream()
        .anyMatch(span -> span.epoch() > slot.epoch() && span.first() <= slot.sequence());
  }

  /** The record time of something that arrives now: the append time, but never earlier. */
  Instant recordTimeOf(Arrival arrival) {
    return arrival.appendedAt().isBefore(recordTime) ? recordTime : arrival.appendedAt();
  }

  Head begun() {
    return hasBegun() ? this : with(List.of(Span.emptyAt(0, 1)), oldest);
  }

  Head withNext() {
    List<Span> extended = new ArrayList<>(spans);
    extended.add(extended.removeLast().extended());
    return with(extended, oldest);
  }

  Head withOldest(long sequence) {
    return with(spans, sequence);
  }

  Head withEpochFrom(long sequence) {
    List<Span> more = new ArrayList<>(spans);
    more.add(Span.emptyAt(epoch() + 1, sequence));
    return with(more, Math.min(oldest, sequence));
  }

  Head accepting(Instant at) {
    return new Head(spans, oldest, accepted + 1, at);
  }

  private Head with(List<Span> newSpans, long newOldest) {
    return new Head(newSpans, newOldest, accepted, recordTime);
  }
}
