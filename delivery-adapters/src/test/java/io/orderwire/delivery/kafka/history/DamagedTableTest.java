package io.orderwire.delivery.kafka.history;

import static io.orderwire.delivery.kafka.history.OpenedHistory.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.History.NotHereException;
import io.orderwire.delivery.kafka.history.ItemTable.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bits on the disk change while the table is used. */
final class DamagedTableTest {
  /** More than are kept in memory. */
  private static final int ITEMS = 3_000;

  private OpenedHistory history;

  @BeforeEach
  void open() {
    history = new OpenedHistory();
    history.events(1, ITEMS);
    history.memoryIsFull();
  }

  @AfterEach
  void close() {
    history.close();
  }

  @Test
  void whoever_reads_it_ends_the_table_and_nothing_of_it_is_shown_any_more() throws IOException {
    assertThat(ItemTable.isUsable(history.directory())).isTrue();
    flip();
    assertThatThrownBy(() -> history.shown()).isInstanceOf(NotHereException.class);
    assertThatThrownBy(() -> history.newest()).isInstanceOf(NotHereException.class);
    assertThat(history.history.readiness(ACME)).isEqualTo(new History.Readiness.CatchingUp());
  }

  @Test
  void who_writes_it_is_told_and_the_next_opening_begins_anew() throws IOException {
    flip();
    assertThatThrownBy(() -> history.shown()).isInstanceOf(NotHereException.class);
    assertThatThrownBy(() -> history.partition.requireUndamaged())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is damaged");
    assertThat(ItemTable.isUsable(history.directory())).isFalse();
  }

  private void flip() throws IOException {
    List<Path> tables;
    try (Stream<Path> files = Files.list(history.directory())) {
      tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
    }
    assertThat(tables).isNotEmpty();
    for (Path table : tables) {
      try (RandomAccessFile bytes = new RandomAccessFile(table.toFile(), "rw")) {
        for (long at = 0; at < bytes.length() / 2; at += 1_000) {
          bytes.seek(at);
          int before = bytes.read();
          bytes.seek(at);
          bytes.write(before ^ 1);
        }
      }
    }
  }
}
