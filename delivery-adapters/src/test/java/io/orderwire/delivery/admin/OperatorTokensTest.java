package io.orderwire.delivery.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class OperatorTokensTest {
  private static final String ONE = "owa_0123456789abcdef0123456789abcdef";
  private static final String TWO = "owa_fedcba9876543210fedcba9876543210";
  private static final String BOTH = "alice " + ONE + "\nbob " + TWO + "\n";

  private final Logger logger = (Logger) LoggerFactory.getLogger(OperatorTokens.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  @TempDir private Path directory;
  private Path file;
  private OperatorTokens tokens;

  @BeforeEach
  void start() {
    file = directory.resolve("tokens");
    tokens = new OperatorTokens(file);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  /** What was logged since the last time. */
  private List<String> logged() {
    List<String> said =
        log.list.stream()
            .map(event -> event.getLevel() + " " + event.getFormattedMessage())
            .toList();
    log.list.clear();
    return said;
  }

  @Test
  void each_token_has_its_name_and_all_else_has_none() throws IOException {
    write(BOTH);
    assertThat(tokens.nameOf(ONE)).contains("alice");
    assertThat(tokens.nameOf(TWO)).contains("bob");
    for (String other :
        new String[] {"", "alice", ONE + "0", ONE.substring(1), BOTH, "alice " + ONE}) {
      assertThat(tokens.nameOf(other)).as(other).isEmpty();
    }
    assertThat(tokens.isUsable()).isTrue();
    assertThat(logged()).isEmpty();
  }

  @Test
  void the_file_is_read_anew_for_each_question() throws IOException {
    write("alice " + ONE);
    assertThat(tokens.nameOf(TWO)).isEmpty();
    write(BOTH);
    assertThat(tokens.nameOf(TWO)).contains("bob");
    write("bob " + ONE);
    assertThat(tokens.nameOf(ONE)).contains("bob");
    assertThat(tokens.nameOf(TWO)).isEmpty();
    Files.delete(file);
    assertThat(tokens.nameOf(ONE)).isEmpty();
  }

  @Test
  void what_cannot_be_used_is_logged_once_and_so_is_that_it_was_mended() throws IOException {
    write("alice " + ONE + "\nbob short\n");
    assertThat(tokens.isUsable()).isFalse();
    assertThat(tokens.nameOf("short")).isEmpty();
    assertThat(tokens.nameOf(ONE)).contains("alice");
    assertThat(logged())
        .containsExactly(
            "ERROR The file of operators' tokens "
                + file
                + ": line 2 opens nothing: it has a token of fewer than 32 characters");
    write(BOTH);
    assertThat(tokens.isUsable()).isTrue();
    assertThat(tokens.isUsable()).isTrue();
    assertThat(logged())
        .containsExactly(
            "INFO The file of operators' tokens " + file + " can be used as a whole again");
  }

  @Test
  void what_cannot_be_read_opens_nothing_and_is_told() throws IOException {
    assertThat(tokens.nameOf("")).isEmpty();
    assertThat(logged()).singleElement().asString().contains("cannot be read (NoSuchFile");
    write("alice " + ONE + "\n# Zoë\n");
    assertThat(tokens.nameOf(ONE)).contains("alice");
    Files.write(file, ("alice " + ONE + "\n# Zoë\n").getBytes(ISO_8859_1));
    assertThat(tokens.nameOf(ONE)).isEmpty();
    assertThat(logged()).last().asString().contains("it is not UTF-8");
    Files.write(file, BOTH.getBytes(UTF_16));
    assertThat(tokens.nameOf(ONE)).isEmpty();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(tokens.nameOf(ONE)).isEmpty();
    assertThat(tokens.isUsable()).isFalse();
    assertThat(logged()).allSatisfy(said -> assertThat(said).startsWith(Level.ERROR.toString()));
  }

  @Test
  void a_file_that_is_too_large_opens_nothing() throws IOException {
    String start = "alice " + ONE + "\n#";
    write(start + "x".repeat(OperatorTokens.LARGEST - start.length()));
    assertThat(tokens.nameOf(ONE)).contains("alice");
    write(start + "x".repeat(OperatorTokens.LARGEST - start.length() + 1));
    assertThat(tokens.nameOf(ONE)).isEmpty();
    assertThat(tokens.isUsable()).isFalse();
    assertThat(logged()).singleElement().asString().contains("it has more than 65536 bytes");
  }

  @Test
  void no_token_is_in_the_log() throws IOException {
    write(ONE + " alice\nbob " + TWO + "\ncarol " + TWO + "\n" + ONE + "\n");
    assertThat(tokens.isUsable()).isFalse();
    assertThat(logged()).isNotEmpty().allSatisfy(said -> assertThat(said).doesNotContain("owa_"));
  }
}
