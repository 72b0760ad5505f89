package io.orderwire.delivery.webhook.management;

/**
 * Who asks.
 *
 * @param partnerId whose endpoints are meant
 * @param by who it is, for the log: {@code key} and the key's id, or {@code operator}
 */
record Actor(String partnerId, String by) {}
