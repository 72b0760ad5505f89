package io.orderwire.delivery.kafka.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.ItemIds;
import java.util.Arrays;

/**
 * Finds parts of an item in the JSON that {@link ItemRenderer} made of it, so that they need not be
 * stored beside it. No value up to the order id has a quotation mark in it, and the members stand
 * in a fixed order; so the first place where a name is found is the member's.
 */
final class RenderedParts implements Event.Parts {
  static final RenderedParts INSTANCE = new RenderedParts();

  private static final byte[] NOTHING = {};
  private static final byte[] OCCURRED_AT = "\"occurred_at\":\"".getBytes(US_ASCII);
  private static final byte[] ORDER_ID = "\"order_id\":\"".getBytes(US_ASCII);
  private static final byte[] CREATED_OCCURRED_AT = ",\"occured_at\":\"".getBytes(US_ASCII);
  private static final byte[] CREATED_ORDER_ID = "\",\"order_id\":\"".getBytes(US_ASCII);
  private static final byte[] CREATED_END = "\"}".getBytes(US_ASCII);
  private static final int ID_MEMBER = "{\"id\":\"".length() + ItemIds.LENGTH + "\"".length();

  private RenderedParts() {}

  @Override
  public String orderId(EventType type, byte[] bytes, int from, int to) {
    if (type == EventType.ERASED) {
      return "";
    }
    int begin = behind(ORDER_ID, bytes, from + ID_MEMBER, to);
    return new String(bytes, begin, quote(bytes, begin, to) - begin, US_ASCII);
  }

  @Override
  public byte[] createdHistoryJson(EventType type, byte[] bytes, int from, int to) {
    if (type != EventType.CREATED) {
      return NOTHING;
    }
    int time = behind(OCCURRED_AT, bytes, from + ID_MEMBER, to);
    int timeEnd = quote(bytes, time, to);
    int order = behind(ORDER_ID, bytes, timeEnd, to);
    int orderEnd = quote(bytes, order, to);
    byte[] created =
        new byte
            [ID_MEMBER
                + CREATED_OCCURRED_AT.length
                + (timeEnd - time)
                + CREATED_ORDER_ID.length
                + (orderEnd - order)
                + CREATED_END.length];
    int at = copy(bytes, from, from + ID_MEMBER, created, 0);
    at = copy(CREATED_OCCURRED_AT, 0, CREATED_OCCURRED_AT.length, created, at);
    at = copy(bytes, time, timeEnd, created, at);
    at = copy(CREATED_ORDER_ID, 0, CREATED_ORDER_ID.length, created, at);
    at = copy(bytes, order, orderEnd, created, at);
    copy(CREATED_END, 0, CREATED_END.length, created, at);
    return created;
  }

  private static int copy(byte[] source, int from, int to, byte[] target, int at) {
    System.arraycopy(source, from, target, at, to - from);
    return at + to - from;
  }

  /** Where what follows a name begins. */
  private static int behind(byte[] name, byte[] bytes, int from, int to) {
    for (int at = from; at + name.length <= to; at++) {
      if (Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
        return at + name.length;
      }
    }
    throw new IllegalStateException("an item's JSON is not as it was rendered");
  }

  private static int quote(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '"') {
      at++;
    }
    return at;
  }
}
