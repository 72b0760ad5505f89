package io.orderwire.schemas;

/**
 * The topics of this generation are not to be used: what is in them is not all yet, or others go on
 * with it elsewhere. Nothing may start on them.
 */
public final class MovedTopicsException extends IllegalStateException {
  private MovedTopicsException(String message) {
    super(message);
  }

  static MovedTopicsException halfWay(TopicGeneration generation) {
    return new MovedTopicsException(
        "Topic "
            + generation.movingTopic()
            + " is there: a move to topics "
            + generation
            + " has begun and not ended. Run './orderwire move' again, as before, until it says"
            + " that all is moved");
  }

  static MovedTopicsException away(TopicGeneration generation) {
    return new MovedTopicsException(
        "Topic "
            + generation.movedTopic()
            + " is there: all was moved away from topics "
            + generation
            + ", and goes on elsewhere. Set the cluster, orderwire.topics.version and"
            + " orderwire.topics.partitions to where it was moved. Only to go back, as long as"
            + " nothing was written there, delete the topic");
  }
}
