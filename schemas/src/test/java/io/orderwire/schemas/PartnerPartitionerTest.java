package io.orderwire.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

final class PartnerPartitionerTest {

  @Property(tries = 500)
  void agrees_with_the_java_producers_default(
      @ForAll @NotEmpty String partnerId, @ForAll @IntRange(min = 1, max = 1000) int partitions) {
    assertThat(PartnerPartitioner.partitionOf(partnerId, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(partnerId.getBytes(UTF_8), partitions));
  }

  @Test
  void never_changes() {
    assertThat(PartnerPartitioner.partitionOf("acme", 12)).isEqualTo(0);
    assertThat(PartnerPartitioner.partitionOf("germany", 12)).isEqualTo(0);
  }

  @Test
  void refuses_a_topic_without_partitions() {
    assertThatThrownBy(() -> PartnerPartitioner.partitionOf("acme", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
