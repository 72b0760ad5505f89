package io.orderwire.processor.history.topology;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * How far an input partition was sequenced, and by what.
 *
 * @param rules the rules of the last record
 * @param topicId Kafka's id of the input topic
 * @param lastOffset the last record's offset
 */
record InputState(RulesVersion rules, UUID topicId, long lastOffset) {

  /** The key of the one entry that a partition's store has. */
  static final byte[] KEY = {0};

  byte[] toBytes() {
    return ByteBuffer.allocate(32)
        .putInt(rules.sequencing())
        .putInt(rules.events())
        .putLong(topicId.getMostSignificantBits())
        .putLong(topicId.getLeastSignificantBits())
        .putLong(lastOffset)
        .array();
  }

  static InputState fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new InputState(
        new RulesVersion(in.getInt(), in.getInt()),
        new UUID(in.getLong(), in.getLong()),
        in.getLong());
  }
}
