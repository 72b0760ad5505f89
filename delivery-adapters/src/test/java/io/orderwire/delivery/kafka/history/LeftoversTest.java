package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** What was erased or trimmed, in the files of the local store. */
class LeftoversTest {
  private static final String MARKER = "to-be-erased";
  private static final String OTHER = "content";

  private final OpenedHistory opened = new OpenedHistory();
  private final Entries entries = opened.entries;

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void erased_content_stays_in_files_until_it_is_removed() throws Exception {
    stored();
    opened.take(entries.erased(ACME, 0, 1));
    opened.reopen();
    assertThat(holds(MARKER)).as("or the test shows nothing").isTrue();

    assertThat(opened.partition.removeLeftovers()).isEqualTo(1);
    assertThat(holds(MARKER)).isFalse();
    assertThat(holds(OTHER)).isTrue();
    assertThat(opened.sequencesAfter(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(opened.partition.removeLeftovers()).isZero();
    opened.reopen();
    assertThat(opened.partition.removeLeftovers()).isZero();
  }

  @Test
  void so_does_trimmed_content_and_what_is_in_memory_still() throws Exception {
    stored();
    opened.take(entries.trimmed(ACME, 0, 1));

    assertThat(opened.partition.removeLeftovers()).isEqualTo(1);
    assertThat(holds(MARKER)).isFalse();
    assertThat(holds(OTHER)).isTrue();
  }

  /** As in a store that was put back from a backup, or whose instance did not run for weeks. */
  @Test
  void a_header_is_enough_where_the_records_that_remove_are_gone() throws Exception {
    stored();
    opened.take(entries.header(ACME, 1, 4, 1, 3), entries.event(ACME, 1, 4, MARKER));
    opened.take(entries.event(ACME, 1, 5), entries.event(ACME, 1, 6));

    opened.restore(List.of(entries.header(ACME, 1, 4, 6, 6)));
    opened.reopen();

    assertThat(opened.sequencesAfter(0, 9)).containsExactly(6L);
    assertThat(opened.storedAt(0)).containsExactly(6L);
    assertThat(opened.storedAt(1)).containsExactly(6L);
    assertThat(opened.ofOrder("ord-1")).isEmpty();
    assertThat(opened.partition.removeLeftovers()).isEqualTo(1);
    assertThat(holds(MARKER)).isFalse();
    assertThat(holds(OTHER)).isTrue();
  }

  @Test
  void a_header_removes_as_many_as_are_trimmed() {
    opened.events(1, 2_345);

    opened.restore(List.of(entries.header(ACME, 0, 1, 2_301, 2_345)));
    opened.reopen();

    assertThat(opened.storedAt(0)).allMatch(sequence -> sequence >= 2_301);
    assertThat(opened.sequencesAfter(2_300, 100))
        .containsExactlyElementsOf(LongStream.rangeClosed(2_301, 2_345).boxed().toList());
  }

  @Test
  void a_table_of_many_partners_is_merged_as_a_whole() {
    Set<String> many = Set.copyOf(IntStream.range(0, 33).mapToObj(n -> "partner-" + n).toList());

    assertThat(Leftovers.ranges(many)).isEmpty();
    assertThat(Leftovers.ranges(Set.of("a", "b"))).hasSize(6);
  }

  @Test
  void nothing_is_left_of_what_was_never_stored() {
    opened.take(entries.erased(ACME, 0, 1));

    assertThat(opened.partition.removeLeftovers()).isZero();
  }

  /** Six items, on disk, the first of them with the marker. */
  private void stored() throws Exception {
    opened.take(entries.event(ACME, 0, 1, MARKER)).events(2, 6);
    opened.reopen();
    assertThat(holds(MARKER)).isTrue();
  }

  /** Whether a text is in any file of the table, in what was replaced there too. */
  private boolean holds(String text) throws IOException, RocksDBException {
    List<Path> files;
    try (Stream<Path> all = Files.list(opened.directory())) {
      files = all.filter(path -> path.toString().endsWith(".sst")).toList();
    }
    for (Path file : files) {
      try (Options options = new Options();
          SstFileReader reader = new SstFileReader(options)) {
        reader.open(file.toString());
        try (ReadOptions reading = new ReadOptions();
            SstFileReaderIterator at = reader.newIterator(reading)) {
          for (at.seekToFirst(); at.isValid(); at.next()) {
            if (in(at.key(), text) || in(at.value(), text)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static boolean in(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }
}
