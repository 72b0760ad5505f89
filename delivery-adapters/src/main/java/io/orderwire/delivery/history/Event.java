package io.orderwire.delivery.history;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One item of a partner's history, ready to be delivered. Immutable, so long as nobody writes to
 * its bytes; two items are equal where they are the same object.
 */
public final class Event {
  private final Position position;
  private final EventType type;
  private final Instant recordedAt;
  private final byte[] bytes;
  private final int from;
  private final int to;
  private final Parts parts;

  /**
   * An item with all that belongs to it.
   *
   * @param position its place; sequence at least 1
   * @param type its type
   * @param orderId the order, or the empty string for an erased item
   * @param recordedAt record time; of an erased item the time of erasure, which keeps no order
   * @param json the item as in {@code GET /v1/orders/events}, UTF-8, one JSON object without line
   *     breaks; rendered once. Not copied
   * @param createdHistoryJson the item as in {@code GET /v1/orders/created-history}, or an empty
   *     array where the item is not an order-created event. Not copied either
   */
  public Event(
      Position position,
      EventType type,
      String orderId,
      Instant recordedAt,
      byte[] json,
      byte[] createdHistoryJson) {
    this(
        position,
        type,
        recordedAt,
        json,
        0,
        json.length,
        new GivenParts(orderId, createdHistoryJson));
  }

  /**
   * An item whose JSON is part of an array, for instance one that holds its neighbours' too.
   *
   * @param bytes not copied
   * @param from where its JSON begins
   * @param to behind its JSON
   * @param parts finds the rest of it in its JSON
   */
  public Event(
      Position position,
      EventType type,
      Instant recordedAt,
      byte[] bytes,
      int from,
      int to,
      Parts parts) {
    this.position = position;
    this.type = type;
    this.recordedAt = recordedAt;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.parts = parts;
  }

  /** What can be found in an item's JSON. Implementations are pure. */
  public interface Parts {
    /** As {@link Event#orderId}. */
    String orderId(EventType type, byte[] bytes, int from, int to);

    /** As {@link Event#createdHistoryJson}. */
    byte[] createdHistoryJson(EventType type, byte[] bytes, int from, int to);
  }

  /** Its place; the sequence is at least 1. */
  public Position position() {
    return position;
  }

  /** Its type. */
  public EventType type() {
    return type;
  }

  /** The order, or the empty string for an erased item. */
  public String orderId() {
    return parts.orderId(type, bytes, from, to);
  }

  /** Record time; of an erased item the time of erasure, which keeps no order. */
  public Instant recordedAt() {
    return recordedAt;
  }

  /** The item as in {@code GET /v1/orders/events}. Not to be written to. */
  public byte[] json() {
    return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
  }

  /** The length of {@link #json} in bytes. */
  public int jsonLength() {
    return to - from;
  }

  /**
   * The item as in {@code GET /v1/orders/created-history}; empty where it is no order-created
   * event. Not to be written to.
   */
  public byte[] createdHistoryJson() {
    return parts.createdHistoryJson(type, bytes, from, to);
  }

  /**
   * How many items, from one of a list on, have their JSON in one array with one byte between each
   * two, which is a comma.
   *
   * @return at least 1
   */
  @SuppressWarnings("ReferenceEquality") // The array they share.
  public static int joined(List<Event> items, int first) {
    Event last = items.get(first);
    int at = first + 1;
    while (at < items.size()) {
      Event next = items.get(at);
      if (next.bytes != last.bytes || next.from != last.to + 1) {
        break;
      }
      last = next;
      at++;
    }
    return at - first;
  }

  /**
   * Copies the JSON of this item, and of those up to one that {@link #joined} says are joined to
   * it, with their commas.
   *
   * @param last this item, or one that is joined to it
   * @return how many bytes that are
   */
  public int copyTo(Event last, byte[] target, int at) {
    int length = last.to - from;
    System.arraycopy(bytes, from, target, at, length);
    return length;
  }

  /** The same item with bytes of its own, for those who keep it. */
  public Event alone() {
    return from == 0 && to == bytes.length
        ? this
        : new Event(position, type, recordedAt, json(), 0, to - from, parts);
  }

  @Override
  public String toString() {
    return "Event[" + position + ", " + type + "]";
  }

  private record GivenParts(String orderId, byte[] createdHistoryJson) implements Parts {
    @Override
    public String orderId(EventType type, byte[] bytes, int from, int to) {
      return orderId;
    }

    @Override
    public byte[] createdHistoryJson(EventType type, byte[] bytes, int from, int to) {
      return createdHistoryJson;
    }
  }
}
