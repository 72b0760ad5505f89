package io.orderwire.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {
  @TempDir private Path directory;

  /** A row that fails since its system was stopped is followed by the next one. */
  @Test
  void starts_no_system_once_it_is_closed() {
    List<String> said = new ArrayList<>();
    Stage stage = new Stage(directory, true, said::add);
    stage.close();
    assertThatThrownBy(stage::system).hasMessageContaining("being stopped");
    assertThat(said).isEmpty();
  }
}
