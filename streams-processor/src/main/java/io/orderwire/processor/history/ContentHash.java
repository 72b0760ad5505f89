package io.orderwire.processor.history;

/**
 * The first 128 bits of a SHA-256 over the canonical form of a content, see {@link
 * CanonicalContent}.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the next 8 bytes, big-endian
 */
public record ContentHash(long high, long low) {}
