package io.orderwire.delivery.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' tokens, as they are in their file at the time of each question: a new line holds
 * at once, and a removed one no longer. What a file says is told by {@link TokenLines}; one that
 * cannot be read, is no UTF-8, or is larger than {@value #LARGEST} bytes opens nothing. What cannot
 * be used is logged when it is seen first, by the numbers of lines. Safe for use by many threads.
 */
public final class OperatorTokens {
  /** The most bytes of the file, which is read before anything is known of who asks. */
  static final int LARGEST = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(OperatorTokens.class);

  private final Path file;
  private final AtomicReference<List<String>> told = new AtomicReference<>(List.of());

  /** The tokens in a file, which is read anew each time. */
  public OperatorTokens(Path file) {
    this.file = file;
  }

  /**
   * Whose token this is. Compared in constant time, and with all of them: how long it takes tells
   * how many there are, and not which one it is, or is like.
   */
  Optional<String> nameOf(String presented) {
    byte[] bytes = presented.getBytes(UTF_8);
    String found = null;
    for (TokenLines.Known known : read().tokens()) {
      if (MessageDigest.isEqual(known.token(), bytes)) {
        found = known.name();
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Whether the file can be used as a whole: it has a token, and no line that opens nothing. Where
   * it cannot, the lines that are good are good all the same.
   */
  public boolean isUsable() {
    return read().problems().isEmpty();
  }

  private TokenLines read() {
    TokenLines lines = parsed();
    List<String> problems = lines.problems();
    if (!problems.equals(told.getAndSet(problems))) {
      problems.forEach(problem -> LOG.error("The file of operators' tokens {}: {}", file, problem));
      if (problems.isEmpty()) {
        LOG.info("The file of operators' tokens {} can be used as a whole again", file);
      }
    }
    return lines;
  }

  private TokenLines parsed() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? TokenLines.none("it has more than " + LARGEST + " bytes, and opens nothing")
          : TokenLines.parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return TokenLines.none("it is not UTF-8, and opens nothing");
    } catch (IOException e) {
      return TokenLines.none(
          "it cannot be read (" + e.getClass().getSimpleName() + "), and opens nothing");
    }
  }
}
