package io.orderwire.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredRegistryClientTest {
  private static final Schema ORDER =
      SchemaBuilder.record("Order").doc("an order").fields().requiredString("id").endRecord();
  private static final Schema OTHER = Schema.create(Schema.Type.LONG);
  private static final String HERE = "http://registry:8081";

  @TempDir private Path directory;

  private final Registry registry = new Registry();

  @Test
  void what_was_answered_once_is_known_while_the_registry_is_away() {
    StoredRegistryClient before = client(HERE);
    before.byId(7);
    before.register("orders-value", ORDER);
    registry.away = true;

    StoredRegistryClient after = client(HERE);
    assertThat(after.byId(7)).isEqualTo(ORDER);
    assertThat(after.register("orders-value", ORDER)).isEqualTo(7);
    assertThat(after.idOf("orders-value", ORDER)).isEqualTo(7);
  }

  @Test
  void a_level_that_a_subject_has_or_was_given_is_known_while_the_registry_is_away() {
    StoredRegistryClient before = client(HERE);
    assertThat(before.compatibility("orders-value")).isEmpty();
    before.setCompatibility("orders-value", Compatibility.FULL_TRANSITIVE);
    registry.levels.put("orders-key", Compatibility.NONE);
    assertThat(before.compatibility("orders-key")).contains(Compatibility.NONE);
    assertThat(before.compatibility("other-value")).isEmpty();
    registry.away = true;

    StoredRegistryClient after = client(HERE);
    assertThat(after.compatibility("orders-value")).contains(Compatibility.FULL_TRANSITIVE);
    assertThat(after.compatibility("orders-key")).contains(Compatibility.NONE);
    assertThatThrownBy(() -> after.compatibility("other-value"))
        .isInstanceOf(RegistryException.Unavailable.class);
  }

  @Test
  void what_was_never_answered_is_not_known() {
    client(HERE).byId(7);
    registry.away = true;

    StoredRegistryClient after = client(HERE);
    assertThatThrownBy(() -> after.byId(8)).isInstanceOf(RegistryException.Unavailable.class);
    assertThatThrownBy(() -> after.idOf("other-value", ORDER))
        .isInstanceOf(RegistryException.Unavailable.class);
    assertThatThrownBy(() -> after.latest("orders-value"))
        .isInstanceOf(RegistryException.Unavailable.class);
  }

  @Test
  void a_registry_that_answers_is_believed() {
    client(HERE).byId(7);
    registry.schema = OTHER;
    assertThat(client(HERE).byId(7)).isEqualTo(OTHER);
    registry.away = true;
    assertThat(client(HERE).byId(7)).isEqualTo(OTHER);
  }

  @Test
  void that_an_id_is_not_known_any_more_is_believed_too() {
    client(HERE).byId(7);
    registry.unknown = true;
    StoredRegistryClient after = client(HERE);
    assertThatThrownBy(() -> after.byId(7)).isInstanceOf(RegistryException.NotFound.class);
  }

  @Test
  void another_registry_has_answers_of_its_own() {
    client(HERE).byId(7);
    registry.away = true;

    StoredRegistryClient other = client("http://other:8081");
    assertThat(other.hasAnswers()).isFalse();
    assertThatThrownBy(() -> other.byId(7)).isInstanceOf(RegistryException.Unavailable.class);
    assertThat(client(HERE).hasAnswers()).isTrue();
  }

  @Test
  void a_damaged_file_is_as_none() throws IOException {
    client(HERE).byId(7);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "{\"type\":");
      }
    }
    StoredRegistryClient after = client(HERE);
    registry.away = true;
    assertThatThrownBy(() -> after.byId(7)).isInstanceOf(RegistryException.Unavailable.class);
    registry.away = false;
    assertThat(after.byId(7)).isEqualTo(ORDER);
  }

  private StoredRegistryClient client(String url) {
    return new StoredRegistryClient(registry, RegistrySettings.of(url), directory);
  }

  private static final class Registry implements RegistryClient {
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Schema schema = ORDER;
    private boolean away;
    private boolean unknown;

    private void answer() {
      if (away) {
        throw new RegistryException.Unavailable("away", null);
      }
      if (unknown) {
        throw new RegistryException.NotFound(40403, "no such schema");
      }
    }

    @Override
    public int register(String subject, Schema asked) {
      answer();
      return 7;
    }

    @Override
    public int idOf(String subject, Schema asked) {
      answer();
      return 7;
    }

    @Override
    public Schema byId(int id) {
      answer();
      return schema;
    }

    @Override
    public RegisteredSchema latest(String subject) {
      answer();
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Compatibility> compatibility(String subject) {
      answer();
      return Optional.ofNullable(levels.get(subject));
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
      answer();
      levels.put(subject, level);
    }
  }
}
