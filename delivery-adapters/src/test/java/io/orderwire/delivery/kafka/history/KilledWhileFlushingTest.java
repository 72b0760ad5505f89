package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What a killed process leaves. At the next start the offset in the table counts: everything up to
 * there must be in the table, whenever RocksDB wrote its memory to disk.
 */
final class KilledWhileFlushingTest {
  private static final int STEPS = 60;

  @Property(tries = 40)
  void nothing_is_missing_up_to_where_reading_goes_on(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    try (OpenedHistory opened = new OpenedHistory()) {
      long next = 0;
      for (int step = 0; step < STEPS; step++) {
        Entries.Entry entry = opened.entries.event(ACME, 0, next + 1);
        switch (random.nextInt(8)) {
          case 0 -> {
            opened.restore(List.of(entry));
            next++;
          }
          case 1 -> opened.partition.show();
          case 2 -> opened.partition.flush();
          case 3 -> opened.memoryIsFull();
          case 4 -> {
            Path copy = copyOf(opened.directory());
            try (OpenedHistory survivor = new OpenedHistory(4, copy)) {
              long resumed = survivor.partition.shownOffset();
              assertThat(resumed).isLessThan(next);
              assertThat(survivor.newest()).isGreaterThanOrEqualTo(resumed + 1);
            }
          }
          default -> {
            opened.apply(entry);
            next++;
          }
        }
      }
    }
  }

  /** A copy of one moment; tried again where files were merged meanwhile. */
  private static Path copyOf(Path directory) throws IOException {
    while (true) {
      try {
        return copyOnce(directory);
      } catch (NoSuchFileException e) {
        // Tried again.
      }
    }
  }

  /** The manifest first: the files that it names are there before it names them. */
  private static Path copyOnce(Path directory) throws IOException {
    Path copy = Files.createTempDirectory("orderwire-killed");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted(KilledWhileFlushingTest::manifestFirst).toList()) {
        if (!file.endsWith("LOCK")) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    return copy;
  }

  private static int manifestFirst(Path one, Path other) {
    return Boolean.compare(isTable(one), isTable(other));
  }

  private static boolean isTable(Path file) {
    return file.toString().endsWith(".sst");
  }
}
