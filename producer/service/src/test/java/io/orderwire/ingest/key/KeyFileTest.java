package io.orderwire.ingest.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  private static final String ONE = "one=" + ServiceKeysTest.HASH;
  private static final String OTHER = "other=" + ServiceKeysTest.HASH;

  @TempDir private Path directory;
  private Instant now = Instant.EPOCH;

  private Path file() {
    return directory.resolve("keys");
  }

  @Test
  void sees_a_change_within_a_second() throws IOException {
    Files.writeString(file(), ONE);
    KeyFile keys = new KeyFile(file(), () -> now);
    Files.writeString(file(), OTHER + "\n");

    assertThat(keys.nameOf("ows_secret")).contains("one");
    now = now.plusSeconds(1);
    assertThat(keys.nameOf("ows_secret")).contains("other");
  }

  @Test
  void forgets_a_revoked_key() throws IOException {
    Files.writeString(file(), ONE);
    KeyFile keys = new KeyFile(file(), () -> now);
    Files.writeString(file(), "");
    now = now.plusSeconds(1);

    assertThat(keys.nameOf("ows_secret")).isEmpty();
  }

  @Test
  void keeps_its_keys_while_the_file_is_unreadable() throws IOException {
    Files.writeString(file(), ONE);
    KeyFile keys = new KeyFile(file(), () -> now);
    Files.delete(file());
    now = now.plusSeconds(1);
    assertThat(keys.nameOf("ows_secret")).contains("one");

    Files.writeString(file(), "nonsense");
    now = now.plus(Duration.ofSeconds(1));
    assertThat(keys.nameOf("ows_secret")).contains("one");

    Files.writeString(file(), OTHER);
    now = now.plusSeconds(1);
    assertThat(keys.nameOf("ows_secret")).contains("other");
  }

  @Test
  void does_not_start_without_the_file() {
    assertThatThrownBy(() -> new KeyFile(file(), () -> now))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("service keys")
        .hasMessageContaining(file().toString());
  }
}
