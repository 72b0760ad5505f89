package io.orderwire.delivery.history;

import java.time.Instant;

/**
 * One item of a partner's history, ready to be delivered.
 *
 * @param position its place; sequence at least 1
 * @param type its type
 * @param orderId the order, or the empty string for an erased item
 * @param recordedAt record time; of an erased item the time of erasure, which keeps no order
 * @param json the item as in {@code GET /v1/orders/events}, UTF-8, one JSON object without line
 *     breaks; rendered once. Not copied: callers must not write to it
 * @param createdHistoryJson the item as in {@code GET /v1/orders/created-history}, or an empty
 *     array where the item is not an order-created event. Not copied either
 */
public record Event(
    Position position,
    EventType type,
    String orderId,
    Instant recordedAt,
    byte[] json,
    byte[] createdHistoryJson) {}
