package io.orderwire.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.cli.CommandFailure;
import io.orderwire.embedded.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secrets of a local system, made on its first start, in files that only its user can read.
 *
 * @param operatorTokenFile the operator's token
 * @param serviceKeysFile the hashes of service keys
 * @param streamTokenKeyFile what stream tokens are signed with
 * @param webhookKeysFile what the signing secrets of webhook endpoints are encrypted with: one
 *     line, base64 of 32 bytes
 * @param serviceKey the key for {@code POST /v1/events}
 * @param isNew whether they were made just now
 */
public record Secrets(
    Path operatorTokenFile,
    Path serviceKeysFile,
    Path streamTokenKeyFile,
    Path webhookKeysFile,
    String serviceKey,
    boolean isNew) {
  private static final int SECRET_BYTES = 32;

  /** Reads the secrets of this directory, and makes those that are missing. */
  public static Secrets in(Path directory) {
    try {
      boolean isNew = !Files.exists(directory);
      OwnFiles.makeDirectory(directory);
      Path operatorToken = directory.resolve("admin-token");
      Path serviceKey = directory.resolve("service-key");
      Path serviceKeys = directory.resolve("service-keys");
      Path streamTokenKey = directory.resolve("stream-token-key");
      keep(operatorToken, "owa_" + random(Base64.getUrlEncoder().withoutPadding()));
      keep(serviceKey, "ows_" + random(Base64.getUrlEncoder().withoutPadding()));
      String key = Files.readString(serviceKey).strip();
      keep(
          serviceKeys,
          """
          # One line a service: name=SHA-256 of its key, in hex. The service re-reads this file.
          local=%s\
          """
              .formatted(sha256(key)));
      keep(streamTokenKey, random(Base64.getEncoder()));
      Path webhookKeys = directory.resolve("webhook-keys");
      keep(webhookKeys, random(Base64.getEncoder()));
      return new Secrets(operatorToken, serviceKeys, streamTokenKey, webhookKeys, key, isNew);
    } catch (IOException e) {
      throw new CommandFailure(
          "The secrets in " + directory + " can't be used: " + e.getMessage() + ".", e);
    }
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "Secrets[" + operatorTokenFile.getParent() + "]";
  }

  private static void keep(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    OwnFiles.write(file, (text + "\n").getBytes(UTF_8));
  }

  private static String random(Base64.Encoder encoder) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return encoder.encodeToString(secret);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
