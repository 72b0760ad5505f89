package io.orderwire.verify.read;

/**
 * A block of an event stream.
 *
 * @param id the last id when it ended, which may be of an earlier block; "" where there was none
 * @param type its {@code event}, or ""
 * @param data the bytes of its data lines, with a line feed between two
 */
record SseEvent(String id, String type, byte[] data) {}
