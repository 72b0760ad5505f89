package io.orderwire.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void is_held_by_one_at_a_time_and_names_the_holder() {
    try (DataDirectory held = DataDirectory.hold(directory)) {
      assertThatThrownBy(() -> DataDirectory.hold(held.path()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void can_be_held_again_when_it_was_let_go() {
    DataDirectory.hold(directory).close();

    try (DataDirectory again = DataDirectory.hold(directory)) {
      assertThat(again.lackOfRoom()).isEmpty();
    }
  }

  @Test
  void a_file_in_its_place_is_said() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.hold(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is a file")
        .hasMessageContaining(file.toString());
  }

  @Test
  void secrets_are_made_once_and_only_their_user_can_read_them() throws Exception {
    Secrets first = Secrets.in(directory.resolve("secrets"));
    String token = Files.readString(first.operatorTokenFile());

    Secrets second = Secrets.in(directory.resolve("secrets"));

    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.serviceKey()).isEqualTo(first.serviceKey()).matches("ows_[\\w-]{43}");
    assertThat(Files.readString(second.operatorTokenFile()))
        .isEqualTo(token)
        .matches("owa_[\\w-]{43}\n");
    assertThat(second.webhookKeysFile()).isEqualTo(directory.resolve("secrets/webhook-keys"));
    assertThat(Files.readAllLines(second.webhookKeysFile()))
        .singleElement()
        .satisfies(line -> assertThat(Base64.getDecoder().decode(line)).hasSize(32));
    try (var files = Files.list(directory.resolve("secrets"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(first.toString()).doesNotContain(first.serviceKey());
  }
}
