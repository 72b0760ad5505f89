package io.orderwire.delivery.kafka.ownership;

import static java.util.Objects.requireNonNull;

import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.Topic;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What the coordinator of a consumer group says that this instance has. The instance itself may not
 * know yet that it was given to another one: a client whose clock was put back sends no heartbeat,
 * and misses none, until the clock is where it was. Safe for threads.
 */
public final class GroupMembership {
  private final Admin admin;
  private final String groupId;
  private final String instanceId;

  /**
   * A member of a group.
   *
   * @param instanceId its name in the group, to which Kafka Streams adds the thread's number
   */
  public GroupMembership(Admin admin, String groupId, String instanceId) {
    this.admin = admin;
    this.groupId = groupId;
    this.instanceId = instanceId;
  }

  /**
   * Whether a partition is this instance's. Blocks.
   *
   * @throws KafkaException if the coordinator does not say
   */
  public boolean has(Topic topic, int partition) {
    TopicPartition wanted = new TopicPartition(topic.topicName(), partition);
    return KafkaAnswers.get(
            requireNonNull(
                admin.describeConsumerGroups(List.of(groupId)).describedGroups().get(groupId)))
        .members()
        .stream()
        .filter(this::isThisInstance)
        .anyMatch(member -> member.assignment().topicPartitions().contains(wanted));
  }

  private boolean isThisInstance(MemberDescription member) {
    return member
        .groupInstanceId()
        .filter(name -> name.equals(instanceId) || name.startsWith(instanceId + "-"))
        .isPresent();
  }
}
