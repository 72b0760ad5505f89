package io.orderwire.verify.record;

/**
 * A slot of a history was written to Kafka once more, as happens where a transaction was aborted
 * and its input was sequenced again.
 *
 * @param partner whose history it is
 * @param sequence the slot's
 * @param first the {@link Fingerprint} of what was written first
 * @param again the one of what was written now
 * @param where the record's partition and offset, for people
 */
public record Rewrite(String partner, long sequence, long first, long again, String where) {}
