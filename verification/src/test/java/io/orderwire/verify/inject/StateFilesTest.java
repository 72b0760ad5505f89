package io.orderwire.verify.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
  private static final byte[] CONTENT = new byte[10_000];

  @TempDir Path directory;

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(directory.resolve("store/empty"));
    Files.write(directory.resolve("store/000001.sst"), CONTENT);
    Files.createFile(directory.resolve("LOCK"));
  }

  @Test
  void deletes_all_but_the_directory_itself() throws IOException {
    StateFiles.delete(directory);
    assertThat(directory).isEmptyDirectory();
  }

  @RepeatedTest(10)
  void damages_a_file_that_has_something_in_it(RepetitionInfo repetition) throws IOException {
    StateFiles.damage(directory, repetition.getCurrentRepetition());
    assertThat(Files.readAllBytes(directory.resolve("store/000001.sst"))).isNotEqualTo(CONTENT);
    assertThat(directory.resolve("LOCK")).isEmptyFile();
  }

  @Test
  void leaves_alone_what_is_not_there() throws IOException {
    StateFiles.delete(directory);
    StateFiles.damage(directory, 1);
    StateFiles.damage(directory.resolve("none"), 1);
    StateFiles.delete(directory.resolve("none"));
    assertThat(directory).isEmptyDirectory();
  }
}
