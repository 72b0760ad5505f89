package io.orderwire.ingest.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of keys and the SHA-256 of each. Keys have 256 random bits, so no slow hash is needed. Safe
 * for use by many threads.
 */
public final class ServiceKeys {

  private static final Pattern LINE = Pattern.compile("([a-z0-9][a-z0-9._-]{0,63})=([0-9a-f]{64})");

  private final Map<String, byte[]> hashes;

  private ServiceKeys(Map<String, byte[]> hashes) {
    this.hashes = hashes;
  }

  /**
   * Reads lines {@code name=<sha256 in hex>}; empty ones, and those that begin with {@code #}, mean
   * nothing.
   *
   * @throws IllegalArgumentException for any other line, naming its number and not its content
   */
  public static ServiceKeys parse(List<String> lines) {
    Map<String, byte[]> hashes = new LinkedHashMap<>();
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
      hashes.put(matcher.group(1), HexFormat.of().parseHex(matcher.group(2)));
    }
    return new ServiceKeys(hashes);
  }

  /** The name of the key, if it is one of these; takes the same time for every wrong key. */
  public Optional<String> nameOf(String key) {
    byte[] hash = sha256(key);
    String found = null;
    for (Map.Entry<String, byte[]> known : hashes.entrySet()) {
      if (MessageDigest.isEqual(known.getValue(), hash)) {
        found = known.getKey();
      }
    }
    return Optional.ofNullable(found);
  }

  /** How many there are. */
  public int size() {
    return hashes.size();
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
