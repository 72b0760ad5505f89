package io.orderwire.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCopyTest {
  @TempDir private Path directory;

  @Test
  void a_copy_of_the_same_topics_stays() throws IOException {
    copy("one");
    assertThat(settle("topic-1", true)).isEmpty();
    assertThat(settle("topic-1", false)).isEmpty();
    assertThat(content("app")).isEqualTo("one");
  }

  @Test
  void a_copy_of_another_topic_is_set_aside() throws IOException {
    copy("one");
    settle("topic-1", true);
    assertThat(settle("topic-2", true)).contains(directory.resolve("app.former"));
    assertThat(directory.resolve("app")).doesNotExist();
    assertThat(content("app.former")).isEqualTo("one");
    copy("two");
    assertThat(settle("topic-2", true)).isEmpty();
    assertThat(content("app")).isEqualTo("two");
  }

  @Test
  void one_that_was_set_aside_makes_room_for_the_next() throws IOException {
    copy("one");
    settle("topic-1", true);
    settle("topic-2", true);
    copy("two");
    settle("topic-3", true);
    assertThat(content("app.former")).isEqualTo("two");
  }

  @Test
  void stays_and_is_not_used_where_no_other_could_be_made() throws IOException {
    copy("one");
    settle("topic-1", true);
    assertThatThrownBy(() -> settle("topic-2", false))
        .isInstanceOf(ForeignCopyException.class)
        .hasMessageContaining("a copy that belongs to topic-1")
        .hasMessageContaining("not to topic-2");
    assertThat(content("app")).isEqualTo("one");
    assertThat(settle("topic-1", false)).isEmpty();
  }

  @Test
  void without_a_copy_any_topic_will_do() {
    assertThat(settle("topic-1", false)).isEmpty();
    assertThat(settle("topic-2", false)).isEmpty();
  }

  private Optional<Path> settle(String topic, boolean hasHistory) {
    return new LocalCopy(directory, "app").settle(topic, () -> hasHistory);
  }

  private void copy(String text) throws IOException {
    Files.createDirectories(directory.resolve("app").resolve("0_1"));
    Files.writeString(directory.resolve("app").resolve("0_1").resolve(".checkpoint"), text);
  }

  private String content(String name) throws IOException {
    return Files.readString(directory.resolve(name).resolve("0_1").resolve(".checkpoint"));
  }
}
