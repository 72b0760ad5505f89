package io.orderwire.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientFileTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void settings_are_as_kafkas_commands_read_them() throws IOException {
    assertThat(ClientFile.read(file("# own\nsasl.mechanism = PLAIN\nssl.key.password=a=b c\n")))
        .isEqualTo(Map.of("sasl.mechanism", "PLAIN", "ssl.key.password", "a=b c"));
  }

  @Test
  void what_cannot_be_read_is_named_and_not_shown() throws IOException {
    assertThatThrownBy(() -> ClientFile.read(file("password=geheim\\u00zz")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client.properties")
        .hasNoCause()
        .message()
        .doesNotContain("geheim");
    assertThatThrownBy(() -> ClientFile.read(directory.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none");
  }

  @Test
  void a_secret_is_one_line() throws IOException {
    assertThat(ClientFile.line(file("user:geheim\n"))).isEqualTo("user:geheim");
    for (String wrong : new String[] {"", "geheim\ngeheim\n"}) {
      assertThatThrownBy(() -> ClientFile.line(file(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("geheim");
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), text);
  }
}
