package io.orderwire.processor.history.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sequences one input partition, record by record, in their order.
 *
 * <p>A record whose schema the registry does not tell yet is held, and so is every one after it;
 * meanwhile the other partitions of the same thread go on. When the answer is there, the held ones
 * are sequenced as if they had just come: what comes out does not depend on who waited how long.
 * Once no more can be held, the thread waits.
 */
final class SequencerProcessor implements Processor<byte[], byte[], Routed, byte[]> {
  private final SequencerParts parts;
  private @Nullable Task task;

  SequencerProcessor(SequencerParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<Routed, byte[]> context) {
    task = new Task(parts, context);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Task ready = task;
    if (ready == null) {
      throw new IllegalStateException("not initialised");
    }
    ready.process(record);
  }

  @Override
  public void close() {
    Task ended = task;
    if (ended != null) {
      ended.close();
    }
  }

  /** What lives as long as the partition is assigned. */
  private static final class Task {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** How often is looked whether Kafka is to close segments, at the least. */
    private static final Duration CLOSE_EVERY = Duration.ofMinutes(10);

    /** How many held records are sequenced at once, so that others have their turn and commit. */
    private static final int SLICE = 1_000;

    /** How many are sequenced with each that comes, so that they become fewer. */
    private static final int CATCH_UP = 2;

    private final SequencerParts parts;
    private final ProcessorContext<Routed, byte[]> context;
    private final WriteBehind<Integer, InputState> inputs;
    private final HeldRecords held;
    private final Superseded superseded;
    private final RecordSequencer sequencer;
    private final int partition;
    private final Looks looks;
    private final Looks closing;
    private @Nullable InputState state;
    private boolean firstWaits;
    private boolean holdsOfFormerTopic;
    private long lastOffset;

    Task(SequencerParts parts, ProcessorContext<Routed, byte[]> context) {
      this.parts = parts;
      this.context = context;
      partition = context.taskId().partition();
      inputs = context.getStateStore(SequencerTopology.INPUTS);
      held = new HeldRecords(context.getStateStore(SequencerTopology.HELD));
      superseded = new Superseded(context.getStateStore(SequencerTopology.SUPERSEDED));
      state = inputs.get(partition);
      lastOffset = parts.guard().lastOffset(partition, state, held.isEmpty());
      // Held records may be of a former topic, with higher offsets.
      long next = lastOffset + 1;
      Verdicts verdicts = parts.verdicts().open(partition, Math.min(next, held.firstOffset(next)));
      SchemaAnswers schemas =
          new SchemaAnswers(
              parts.questions(),
              verdicts,
              parts.clock(),
              parts.tally(),
              partition,
              parts.unknownAfter());
      sequencer = new RecordSequencer(parts, context, schemas, superseded);
      looks = new Looks(context, LOOK_AGAIN, this::look);
      Duration last = parts.segmentsLast();
      closing =
          new Looks(
              context, last.compareTo(CLOSE_EVERY) < 0 ? last : CLOSE_EVERY, this::closeSegments);
      if (!held.isEmpty()) {
        holdsOfFormerTopic = state == null || !state.topicId().equals(parts.guard().topicId());
        looks.begin();
      }
      closeLater();
    }

    void process(Record<byte[], byte[]> record) {
      long offset = context.recordMetadata().orElseThrow().offset();
      if (offset <= lastOffset) {
        parts.tally().skipped();
        return;
      }
      parts.guard().admit(partition, offset, state);
      take(record, new Origin(parts.guard().topicId(), partition, offset));
      lastOffset = offset;
      state = new InputState(parts.guard().rules(), parts.guard().topicId(), offset);
      inputs.put(partition, state);
      closeLater();
    }

    /** Sequences a record or holds it, whatever can be done first. */
    private void take(Record<byte[], byte[]> record, Origin origin) {
      if (holdsOfFormerTopic) {
        sequenceHeld(Integer.MAX_VALUE); // none of them waits
        holdsOfFormerTopic = false;
      } else if (!firstWaits) {
        sequenceHeld(CATCH_UP);
      }
      while (true) {
        if (held.isEmpty() && sequencer.sequence(record, origin)) {
          return;
        }
        if (held.hasRoomFor(record)) {
          held.add(record, origin);
          looks.begin();
          return;
        }
        sequenceHeld(SLICE);
        if (firstWaits && !parts.pause().pause(LOOK_AGAIN)) {
          throw new StoppedWaitingException("the schema registry");
        }
      }
    }

    /** Sequences held records, as many at most; how many decides nothing. */
    private void sequenceHeld(int most) {
      firstWaits = false;
      for (int n = 0; n < most && !held.isEmpty(); n++) {
        HeldRecords.Held first = held.first();
        if (!sequencer.sequence(first.record(), first.origin())) {
          firstWaits = true;
          return;
        }
        held.removeFirst(parts.clock().instant());
      }
      if (held.isEmpty()) {
        looks.end();
      }
    }

    private void look() {
      sequenceHeld(SLICE);
      closeLater();
    }

    /** Only while there is something in a segment that has to go. */
    private void closeLater() {
      if (held.isMarked() || !superseded.isEmpty()) {
        closing.begin();
      }
    }

    private void closeSegments() {
      Instant now = parts.clock().instant();
      Record<Routed, byte[]> again = superseded.due(partition, now);
      if (again != null) {
        sequencer.write(again);
      }
      held.close(now);
      if (superseded.isEmpty() && !held.isMarked()) {
        closing.end();
      }
    }

    void close() {
      looks.end();
      closing.end();
      parts.tally().goesOn(partition);
    }
  }
}
