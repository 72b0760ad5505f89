package io.orderwire.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/**
 * Where a partner's records are: in every topic, the partition that Kafka's Java client gives to a
 * key of the partner id alone. Where the key holds more, the partition must be set explicitly.
 */
public final class PartnerPartitioner {
  private PartnerPartitioner() {}

  /**
   * Murmur2 of the partner id in UTF-8, made non-negative, modulo the number of partitions.
   *
   * @param partitions how many partitions the topic has, at least 1
   */
  public static int partitionOf(String partnerId, int partitions) {
    return partitionOf(partnerId.getBytes(UTF_8), partitions);
  }

  /** The same for a partner id that is UTF-8 already. */
  public static int partitionOf(byte[] partnerId, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic has at least one partition, not " + partitions);
    }
    return Utils.toPositive(Utils.murmur2(partnerId)) % partitions;
  }
}
