package io.orderwire.delivery.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The operator's token, as it is in its file at the time of each question: a new one holds at once.
 * Safe for use by many threads.
 */
public final class OperatorToken {
  private static final int SHORTEST = 32;

  private final Path file;

  /** The token in a file, which is read anew each time. */
  public OperatorToken(Path file) {
    this.file = file;
  }

  /** Whether this is the token; compared in constant time. Never, where the file can't be used. */
  boolean is(String presented) {
    return read()
        .map(token -> MessageDigest.isEqual(token.getBytes(UTF_8), presented.getBytes(UTF_8)))
        .orElse(false);
  }

  /** Whether the file holds a token of at least 32 characters. */
  public boolean isUsable() {
    return read().isPresent();
  }

  private Optional<String> read() {
    try {
      return Optional.of(Files.readString(file).strip())
          .filter(token -> token.length() >= SHORTEST);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
