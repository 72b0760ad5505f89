package io.orderwire.processor.history.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** Keeps docs/topology.md true; {@code -Dorderwire.topology.write=true} writes it anew. */
class TopologyDocumentTest {

  @Test
  void the_document_describes_the_topology_that_runs() throws IOException {
    Path document = Path.of(System.getProperty("orderwire.root", ".."), "docs", "topology.md");
    String described =
        SequencerTopology.of(Idle::new)
            .describe()
            .toString()
            .replaceAll("[ \\t]+\\n", "\n")
            .strip();
    String text =
        """
        # Topology of the streams processor

        Written by `TopologyDocumentTest` from the topology itself; run it with \
        `-Dorderwire.topology.write=true` after a change.

        ```
        %s
        ```

        | store | key | value | kept |
        |---|---|---|---|
        | `inputs` | one entry a partition | rules version, input topic id, last offset | in memory |
        | `heads` | partner id | the head, as a processor of before has left it; only read | RocksDB |
        | `accepted-ids` | partner id, ordinal of the first | ids of one partner that were accepted one after the other: event or command id, content hash, record time, slot; and the head after them: oldest sequence, ids accepted, record time, a span for each epoch | RocksDB, with an index by id, and heads by partner |
        | `superseded` | partner id | when Kafka can close the segment with a slot that was erased or removed, and what stands in its place, to be written again then | in memory |
        | `held` | offset in the input | an event whose schema the registry does not tell yet, as it came | RocksDB |

        Each store has a changelog topic, `<application id>-<store>-changelog`.
        """
            .formatted(described);
    if (Boolean.getBoolean("orderwire.topology.write")) {
      Files.writeString(document, text);
    }
    assertThat(document).hasContent(text);
  }

  /** Stands where the sequencer stands. */
  static final class Idle implements Processor<byte[], byte[], Routed, byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }
}
