package io.orderwire.ingest.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of keys and the SHA-256 of each; a name may have several, so that a new key can be handed
 * out before the old one is taken away. Keys have 256 random bits, so no slow hash is needed. Safe
 * for use by many threads.
 */
public final class ServiceKeys {

  private static final Pattern LINE = Pattern.compile("([a-z0-9][a-z0-9._-]{0,63})=([0-9a-f]{64})");

  private record Known(String name, byte[] hash) {}

  private final List<Known> keys;

  private ServiceKeys(List<Known> keys) {
    this.keys = keys;
  }

  /**
   * Reads lines {@code name=<sha256 in hex>}; empty ones, and those that begin with {@code #}, mean
   * nothing.
   *
   * @throws IllegalArgumentException for any other line, naming its number and not its content
   */
  public static ServiceKeys parse(List<String> lines) {
    List<Known> keys = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + " is not name=<64 hexadecimal digits>");
      }
      keys.add(new Known(matcher.group(1), HexFormat.of().parseHex(matcher.group(2))));
    }
    return new ServiceKeys(List.copyOf(keys));
  }

  /** The name of the key, if it is one of these; takes the same time for every wrong key. */
  public Optional<String> nameOf(String key) {
    byte[] hash = sha256(key);
    String found = null;
    for (Known known : keys) {
      if (MessageDigest.isEqual(known.hash(), hash)) {
        found = known.name();
      }
    }
    return Optional.ofNullable(found);
  }

  /** How many there are. */
  public int size() {
    return keys.size();
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
